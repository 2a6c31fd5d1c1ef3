// What is asked of the server. An Error that is thrown has a text for the reader.
import { picture } from "./maps.js";

let token = "";

async function answer(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
  } catch {
    throw new Error("the server cannot be reached: keep this page open, start the server again and repeat");
  }
  const json = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(json.error), { status: response.status });
  }
  return json;
}

export async function session() {
  const json = await answer("api/session");
  token = json.token;
  return json;
}

const patients = new Map();

/** A patient with the maps' values; asked for once, so that the next one can be fetched ahead. */
export function patient(index) {
  if (!patients.has(index)) {
    const promise = answer(`api/patients/${index}`)
      .then((json) => ({ ...json, stress: picture(json.stress), rest: picture(json.rest) }));
    promise.catch(() => patients.delete(index));
    patients.set(index, promise);
    if (patients.size > 8) {
      patients.delete(patients.keys().next().value);
    }
  }
  return patients.get(index);
}

export function forget(index) {
  patients.delete(index);
}

/** Lets the server compute ahead what the model says of a patient, without sending it. */
export function expect(index) {
  return answer(`api/patients/${index}/expected`);
}

export function model(index) {
  return answer(`api/patients/${index}/model`);
}

export function saliency(index, vessel) {
  return answer(`api/patients/${index}/saliency/${vessel}`);
}

export async function record(index, reading) {
  const post = () => answer(`api/patients/${index}/readings`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Spect-Token": token },
    body: JSON.stringify(reading),
  });
  try {
    return await post();
  } catch (error) {
    if (error.status !== 403) {
      throw error;
    }
    await session(); // the server was started anew
    if (reading.condition === "with") {
      await model(index);
    }
    return post();
  }
}
