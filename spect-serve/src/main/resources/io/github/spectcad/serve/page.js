// The page for reading: shows a patient, takes the reading without the model, then shows the model and takes the reading with it.
import * as server from "./server.js";
import { Drafts, Reading } from "./reading.js";
import { DIVERGING, LARGEST_DIFFERENCE, draw, drawBar, hit, picture, table } from "./maps.js";
import { listen } from "./keys.js";

const $ = (id) => document.getElementById(id);
const WORDS = ["normal", "mild", "moderate", "severe", "absent"];
const STAYS = 300; // milliseconds after which a reader looks at a patient and does not only pass
const percent = (value) => `${Math.round(100 * value)} %`;

let session, drafts, current, patient, maps, reading, output = null, staying;

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

function vesselName(tag, vessel) {
  const cell = element(tag, session.vessels[vessel]);
  cell.prepend(element("span", "", { class: `swatch vessel-${vessel}` }));
  return cell;
}

async function start() {
  session = await server.session();
  drafts = new Drafts(session.reader);
  $("notice").textContent = session.notice;
  session.done.forEach((_, i) => $("patient").append(element("option", "", { value: i })));
  updateList();
  session.palettes.forEach((p) => $("palette").append(element("option", p.id, { value: p.id })));
  $("saliency").append(element("option", "off", { value: "-1" }));
  session.vessels.forEach((name, v) => $("saliency").append(element("option", name, { value: v })));
  session.colours = Object.fromEntries(session.palettes.map((p) => [p.id, table(p.colours)]));
  $("step-with").hidden = session.model === null;
  buildPad();
  buildDecisions();
  wire();
  const asked = Number.parseInt(location.hash.slice(1), 10) - 1;
  await show(asked >= 0 && asked < session.done.length ? asked : firstOpen());
}

const needed = () => (session.model === null ? 1 : 2);

function firstOpen() {
  const open = session.done.findIndex((done) => done < needed());
  return open < 0 ? 0 : open;
}

function buildPad() {
  WORDS.forEach((word, score) => {
    const button = element("button", String(score), { type: "button" });
    button.append(element("small", word));
    button.addEventListener("click", () => actions.score(score, false));
    $("pad").append(button);
  });
}

function buildDecisions() {
  session.vessels.forEach((name, vessel) => {
    const row = element("div", "", { class: "vessel", role: "group", "aria-label": name });
    row.append(vesselName("span", vessel));
    [false, true].forEach((diseased) => {
      const button = element("button", diseased ? "diseased" : "normal", { type: "button", class: diseased ? "diseased" : "normal" });
      button.addEventListener("click", () => { reading.decide(vessel, diseased); update(); });
      row.append(button);
    });
    $("decisions").append(row);
  });
}

/** Shows a patient: the first reading not yet made, or the last one, which is final. */
async function show(index) {
  current = index;
  history.replaceState(null, "", `#${index + 1}`);
  document.title = `Reading, patient ${index + 1}`;
  clearTimeout(staying);
  updateHeader();
  try {
    const fetched = await server.patient(index);
    if (current !== index) {
      return; // the reader went on meanwhile
    }
    patient = fetched;
  } catch (error) {
    fail(`Patient ${index + 1} cannot be shown: ${error.message}`);
    return;
  }
  $("failure").hidden = true;
  document.querySelector("main").hidden = false;
  output = null;
  maps = { stress: patient.stress, rest: patient.rest };
  say("");
  const begun = begin();
  requestAnimationFrame(() => setTimeout(() => lookAhead(index)));
  await begun;
}

/** Fetches the patients whose turn may come next and, for a reader who stays, lets the server compute the model's output. */
function lookAhead(index) {
  if (current !== index) {
    return;
  }
  const others = [index + 1, index + 2, index - 1].filter((other) => other >= 0 && other < session.done.length);
  others.forEach((other) => server.patient(other).catch(() => {})); // what is wrong is told when it is shown
  if (session.model !== null) {
    clearTimeout(staying);
    const expected = [index, ...others.slice(0, 1)];
    staying = setTimeout(() => expected.forEach((one) => server.expect(one).catch(() => {})), STAYS);
  }
}

async function begin() {
  const second = patient.without !== null && session.model !== null;
  reading = new Reading(patient, second ? "with" : "without", drafts);
  $("saliency").value = "-1";
  update();
  if (second) {
    const index = patient.index;
    try {
      const json = await server.model(index);
      if (patient.index === index) {
        output = { ...json, saliency: [] };
        update();
      }
    } catch (error) {
      say(error.message, true);
    }
  }
}

/** The saliency of a vessel where it is there; asked for when it is first wanted, since it may take seconds. */
function saliencyOf(vessel) {
  const shown = output;
  if (shown.saliency[vessel] === undefined) {
    shown.saliency[vessel] = null;
    server.saliency(patient.index, vessel).then((json) => {
      shown.saliency[vessel] = { stress: picture(json.stress), rest: picture(json.rest) };
    }, (error) => {
      delete shown.saliency[vessel];
      if (output === shown) {
        $("saliency").value = "-1";
        say(error.message, true);
      }
    }).then(() => output === shown && updateMaps());
  }
  return shown.saliency[vessel];
}

function fail(text) {
  patient = null;
  document.querySelector("main").hidden = true;
  $("failure").textContent = text;
  $("failure").hidden = false;
}

function say(text, bad = false) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", bad);
}

function update() {
  updateHeader();
  updatePatient();
  updateReading();
  updateModel();
  updateMaps();
}

function updateHeader() {
  const all = session.done.length;
  const finished = session.done.filter((done) => done >= needed()).length;
  $("progress").textContent = `Reader ${session.reader} · ${finished} of ${all} read`;
  $("patient").value = current;
  $("previous").disabled = current === 0;
  $("next").disabled = current === all - 1;
}

/** The patients by number, with what is read of each. */
function updateList() {
  [...$("patient").options].forEach((option, i) => {
    const mark = session.done[i] >= needed() ? " ✓" : session.done[i] ? " ◐" : "";
    option.textContent = `${i + 1} of ${session.done.length}${mark}`;
  });
}

function updatePatient() {
  $("identity").textContent = patient.id;
  $("clinical").textContent = patient.clinical.join(", ");
  $("notes").replaceChildren(...patient.notes.map((note) => element("li", note)));
  for (const condition of ["without", "with"]) {
    $(`step-${condition}`).classList.toggle("done", patient[condition] !== null);
    $(`step-${condition}`).classList.toggle("now", reading.condition === condition && !reading.final);
  }
}

function updateReading() {
  const { state, segment } = reading, s = session.segments[segment];
  $("segment").textContent = `${segment + 1} ${s.name}, ${state}`;
  $("segment-values").textContent = `${["stress", "rest"].filter((x) => patient[x]).map((x) => `${x} ${percent(patient[x].means[segment])}`).join(", ")} of the maximum · ${session.vessels[s.vessel]}`;
  [...$("pad").children].forEach((button, score) => {
    button.setAttribute("aria-pressed", reading.scores[state][segment] === score);
    button.disabled = reading.final;
  });
  [...$("decisions").children].forEach((row, vessel) => {
    [...row.querySelectorAll("button")].forEach((button, i) => {
      button.setAttribute("aria-pressed", reading.diseased[vessel] === (i === 1));
      button.disabled = reading.final;
    });
  });
  const rows = [...session.vessels.keys(), null].map((vessel) => {
    const counts = (i) => vessel === null || session.segments[i].vessel === vessel;
    const stress = reading.sum("stress", counts), rest = reading.sum("rest", counts);
    const row = element("tr");
    row.append(vessel === null ? element("th", "All") : vesselName("th", vessel));
    [stress, rest, stress === null || rest === null ? null : stress - rest].forEach((sum) => row.append(element("td", sum ?? "–")));
    return row;
  });
  $("sums").tBodies[0].replaceChildren(...rows);
  $("record").disabled = reading.final || (reading.condition === "with" && output === null);
  $("record").textContent = reading.final ? `Recorded ${patient[reading.condition].time.slice(0, 16).replace("T", " ")} UTC`
    : session.model === null ? "Record the reading" : `Record the reading ${reading.condition} the model`;
}

function updateModel() {
  $("model").hidden = output === null;
  $("saliency-tool").hidden = output === null;
  if (output === null) {
    return;
  }
  $("model-name").textContent = session.model;
  $("model-warning").textContent = output.warning;
  $("model-warning").hidden = output.warning === "";
  $("probabilities").tBodies[0].replaceChildren(...output.probabilities.map((p, vessel) => {
    const row = element("tr"), bar = element("td"), threshold = output.thresholds[vessel];
    bar.append(element("meter", "", { min: 0, max: 1, value: p, "aria-label": `probability ${session.vessels[vessel]}` }));
    row.append(vesselName("th", vessel), element("td", p.toFixed(2)), bar,
      element("td", threshold.toFixed(2)), element("td", p >= threshold ? "diseased" : "normal"));
    return row;
  }));
}

function label(state, i) {
  switch ($("labels").value) {
    case "scores": return state === "difference" ? signed(reading.scores.stress[i] - reading.scores.rest[i]) : String(reading.scores[state][i]);
    case "percent": return state === "difference" ? signed(Math.round(100 * (patient.rest.means[i] - patient.stress.means[i]))) : String(Math.round(100 * patient[state].means[i]));
    case "numbers": return String(i + 1);
    default: return "";
  }
}

const signed = (value) => (value > 0 ? `+${value}` : String(value).replace("-", "−"));

function updateMaps() {
  const vessel = output === null ? -1 : Number($("saliency").value), saliency = vessel < 0 ? null : saliencyOf(vessel);
  const awaited = vessel >= 0 && saliency === null;
  $("maps").setAttribute("aria-busy", awaited);
  const common = { rings: session.rings, segments: session.segments, rotation: Number($("rotation").value), borders: $("borders").checked };
  $("degrees").textContent = `${common.rotation}°`;
  for (const state of ["stress", "rest"]) {
    const map = maps[state], over = saliency?.[state];
    $(`${state}-figure`).hidden = map === null;
    $(`${state}-figure`).classList.toggle("active", reading.state === state);
    if (map !== null) {
      const colours = session.colours[over ? "grey" : $("palette").value];
      draw($(state), { ...common, map, colours, saliency: over, saliencyColours: session.colours.viridis,
        selected: reading.state === state ? reading.segment : -1, labels: (i) => label(state, i) });
      drawBar($(`${state}-bar`), over ? session.colours.viridis : colours,
        over ? ["0", `saliency, ${session.vessels[vessel]}`, "1"]
          : ["0", awaited ? `saliency, ${session.vessels[vessel]}: being computed` : "% of maximum", "100"]);
    }
  }
  const both = maps.stress !== null && maps.rest !== null;
  $("difference-figure").hidden = !both;
  if (both) {
    draw($("difference"), { ...common, map: maps.rest, minus: maps.stress, colours: DIVERGING, selected: -1, labels: (i) => label("difference", i) });
    const end = Math.round(100 * LARGEST_DIFFERENCE);
    drawBar($("difference-bar"), DIVERGING, [`−${end}`, "% points", `+${end}`]);
  }
}

const actions = {
  ready: () => patient !== null && patient !== undefined,
  score(value, on = true) {
    reading.score(value);
    if (on && !reading.final) {
      reading.move(1);
    }
    update();
  },
  move(step) { reading.move(step); update(); },
  choose(state) { reading.choose(state); update(); },
  toggle(vessel) { reading.decide(vessel, reading.diseased[vessel] !== true); update(); },
  cycle(id) {
    const list = $(id);
    if (!list.closest("[hidden]")) {
      list.selectedIndex = (list.selectedIndex + 1) % list.options.length;
      updateMaps();
    }
  },
  toggleBorders() { $("borders").checked = !$("borders").checked; updateMaps(); },
  rotate(step) { $("rotation").value = Number($("rotation").value) + step; updateMaps(); },
  go(step) {
    const to = current + step;
    if (to >= 0 && to < session.done.length) {
      show(to);
    }
  },
  help() { $("keys").showModal(); },
  confirm() {
    if ($("record").disabled) {
      return;
    }
    if (!reading.decided()) {
      say("Decide for each vessel first.", true);
      return;
    }
    const calls = reading.diseased.map((d, v) => `${session.vessels[v]} ${d ? "diseased" : "normal"}`).join(", ");
    $("confirm-text").textContent = `Record the reading of patient ${patient.index + 1}${session.model === null ? "" : ` ${reading.condition} the model`}: ${calls}?`;
    $("confirm").returnValue = "back";
    $("confirm").showModal();
  },
};

async function record() {
  const read = patient, index = read.index, condition = reading.condition;
  say("Recording …");
  $("record").disabled = true;
  try {
    read[condition] = await server.record(index, reading.toJson());
  } catch (error) {
    if (error.status === 409) {
      await showAnew(index);
    } else {
      update();
    }
    say(`Not recorded: ${error.message}`, true);
    return;
  }
  drafts.drop(index, condition);
  session.done[index]++;
  updateList();
  if (patient === read) {
    say(condition === "with" || session.model === null ? "Recorded. N shows the next patient." : "Recorded. The model's output follows; read again.");
    await begin();
  } else {
    updateHeader();
  }
}

/** Shows what another window has recorded meanwhile. */
async function showAnew(index) {
  server.forget(index);
  session.done = (await server.session()).done;
  updateList();
  await show(index);
}

function wire() {
  $("patient").addEventListener("change", () => { const to = Number($("patient").value); $("patient").blur(); show(to); });
  $("previous").addEventListener("click", () => actions.go(-1));
  $("next").addEventListener("click", () => actions.go(1));
  $("help").addEventListener("click", actions.help);
  $("record").addEventListener("click", actions.confirm);
  $("confirm").addEventListener("close", () => { if ($("confirm").returnValue === "record") { record().catch((error) => say(error.message, true)); } });
  ["palette", "labels", "saliency"].forEach((id) => $(id).addEventListener("change", () => { $(id).blur(); updateMaps(); }));
  $("borders").addEventListener("change", () => { $("borders").blur(); updateMaps(); });
  $("rotation").addEventListener("input", updateMaps);
  for (const state of ["stress", "rest"]) {
    $(state).addEventListener("click", (event) => {
      const segment = hit($(state), event, session, Number($("rotation").value));
      if (segment >= 0) {
        reading.choose(state, segment);
        update();
      }
    });
  }
  new ResizeObserver(() => patient && updateMaps()).observe($("maps"));
  listen(actions);
}

start().catch((error) => fail(`The page cannot be shown: ${error.message}`));
