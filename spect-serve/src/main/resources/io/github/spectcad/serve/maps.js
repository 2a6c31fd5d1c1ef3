// Draws polar maps: values through a palette, segments, labels, saliency and colour bars.
const VESSELS = ["#d55e00", "#0072b2", "#009e73"]; // told apart also by the colour-blind (Okabe and Ito)
const STEP = 15; // every border of a sector lies at a multiple of this angle
const NEAR = 1e-6;
const OPACITY = 0.6;
const FULL_FROM = 0.2; // saliency below this fades, so that the map stays visible
export const LARGEST_DIFFERENCE = 0.5;

export function picture(json) {
  if (!json) {
    return null;
  }
  const text = atob(json.levels), levels = new Uint8Array(text.length);
  for (let i = 0; i < levels.length; i++) {
    levels[i] = text.charCodeAt(i);
  }
  return { ...json, levels };
}

export function table(colours) {
  const rgb = new Uint8Array(768);
  for (let i = 0; i < 768; i++) {
    rgb[i] = parseInt(colours.slice(2 * i, 2 * i + 2), 16);
  }
  return rgb;
}

/** Blue over white to brown, as in the figures of the reports: less at rest than at stress, equal, more at rest. */
export const DIVERGING = (() => {
  const corners = [[5, 48, 97], [67, 147, 195], [247, 247, 247], [224, 130, 20], [127, 59, 8]];
  const rgb = new Uint8Array(768);
  for (let i = 0; i < 256; i++) {
    const at = i / 255 * (corners.length - 1);
    const from = Math.min(corners.length - 2, Math.floor(at));
    for (let c = 0; c < 3; c++) {
      rgb[3 * i + c] = Math.round(corners[from][c] + (at - from) * (corners[from + 1][c] - corners[from][c]));
    }
  }
  return rgb;
})();

export function segmentAt(geometry, radius, degrees) {
  const ring = geometry.rings.findIndex((outer) => radius < outer || outer === 1);
  const angle = ((degrees % 360) + 360) % 360;
  return geometry.segments.findIndex((s) => s.ring === ring && (angle - s.start + 360) % 360 < s.sector);
}

/** The segment under a pointer, -1 outside the disc. */
export function hit(canvas, event, geometry, rotation) {
  const box = canvas.getBoundingClientRect();
  const reach = box.width / 2 * disc(1);
  const x = (event.clientX - box.left - box.width / 2) / reach;
  const y = (box.top + box.height / 2 - event.clientY) / reach;
  const radius = Math.hypot(x, y);
  return radius > 1 ? -1 : segmentAt(geometry, radius, Math.atan2(y, x) * 180 / Math.PI - rotation);
}

/** The part of the half width that the disc takes; the rim of vessels and the directions lie around it. */
const disc = (half) => half * 0.88;

/** Draws one map. See page.js for what the view holds. */
export function draw(canvas, view) {
  const size = Math.round(canvas.clientWidth * Math.min(2, window.devicePixelRatio || 1));
  if (size === 0) {
    return;
  }
  if (canvas.width !== size || canvas.height !== size) {
    canvas.width = canvas.height = size;
  }
  const pen = canvas.getContext("2d");
  const parts = [size, view.map, view.minus, view.saliency, view.colours, view.rotation];
  pen.putImageData(changed(canvas, parts, () => paint(size, view)), 0, 0);
  pen.drawImage(overlay(size, view), 0, 0);
}

const OVERLAYS_KEPT = 8;
const overlays = new Map();

/** What lies over the values; the same for many maps, and lines and letters take longer than values. */
function overlay(size, view) {
  const labels = view.segments.map((_, i) => view.labels(i));
  const key = [size, view.rotation, view.borders, view.selected, ...labels].join();
  if (!overlays.has(key)) {
    if (overlays.size === OVERLAYS_KEPT) {
      overlays.delete(overlays.keys().next().value);
    }
    overlays.set(key, drawOverlay(size, view, labels));
  }
  return overlays.get(key);
}

function drawOverlay(size, view, labels) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.translate(size / 2, size / 2);
  const radius = disc(size / 2);
  if (view.borders) {
    drawBorders(pen, radius, view);
  }
  drawRim(pen, radius, view);
  if (view.selected >= 0) {
    outline(pen, radius, view, view.selected);
  }
  drawLabels(pen, radius, view, labels);
  return canvas;
}

const painted = new WeakMap();

/** Calls the work where the parts differ from those of the last call for the canvas; its result otherwise. */
function changed(canvas, parts, work) {
  const last = painted.get(canvas);
  if (last?.parts.every((part, i) => part === parts[i])) {
    return last.result;
  }
  const result = work();
  painted.set(canvas, { parts, result });
  return result;
}

const PLACES_KEPT = 8;
const places = new Map();

/** Where the pixels of a canvas lie in a map; maps of the same size and disc, such as those of most patients, share it. */
function placesIn(map, size, rotation) {
  const key = [size, rotation, map.pixels, ...map.disc].join();
  if (!places.has(key)) {
    if (places.size === PLACES_KEPT) {
      places.delete(places.keys().next().value);
    }
    places.set(key, locate(map, size, rotation));
  }
  return places.get(key);
}

/** For each pixel of the canvas that the disc covers: its index, its share, and the corner and place between four values of the map. */
function locate(map, size, rotation) {
  const n = map.pixels, radius = disc(size / 2), cos = Math.cos(rotation * Math.PI / 180), sin = Math.sin(rotation * Math.PI / 180);
  const pixel = new Uint32Array(size * size), share = new Uint8Array(size * size), corner = new Uint32Array(size * size);
  const right = new Float32Array(size * size), down = new Float32Array(size * size);
  let count = 0;
  for (let i = 0; i < size * size; i++) {
    const dx = (i % size + 0.5 - size / 2) / radius, dy = (Math.floor(i / size) + 0.5 - size / 2) / radius;
    const cover = (1 - Math.sqrt(dx * dx + dy * dy)) * radius + 0.5; // Math.hypot takes many times as long
    if (cover > 0) {
      const column = Math.max(0, Math.min(n - 1.001, map.disc[0] + (dx * cos - dy * sin) * map.disc[2]));
      const row = Math.max(0, Math.min(n - 1.001, map.disc[1] + (dx * sin + dy * cos) * map.disc[2]));
      pixel[count] = i;
      share[count] = Math.round(255 * Math.min(1, cover));
      corner[count] = Math.floor(row) * n + Math.floor(column);
      right[count] = column - Math.floor(column);
      down[count] = row - Math.floor(row);
      count++;
    }
  }
  return { count, pixel, share, corner, right, down };
}

const shown = new WeakMap();

/** The values of a map from 0 to 255 at the covered pixels of a canvas; kept, since stress and rest are shown twice. */
function valuesAt(map, size, rotation) {
  const at = placesIn(map, size, rotation), last = shown.get(map);
  if (last?.at === at) {
    return last.values;
  }
  const { count, corner, right, down } = at, n = map.pixels, levels = map.levels, values = new Float32Array(count);
  for (let k = 0; k < count; k++) {
    const i = corner[k], u = right[k];
    const upper = levels[i] + u * (levels[i + 1] - levels[i]), lower = levels[i + n] + u * (levels[i + n + 1] - levels[i + n]);
    values[k] = upper + down[k] * (lower - upper);
  }
  shown.set(map, { at, values });
  return values;
}

/** The coloured values. */
function paint(size, view) {
  const image = new ImageData(size, size), data = image.data, { colours, saliencyColours } = view;
  const { count, pixel, share } = placesIn(view.map, size, view.rotation);
  const values = valuesAt(view.map, size, view.rotation);
  const minus = view.minus ? valuesAt(view.minus, size, view.rotation) : null;
  const saliency = view.saliency ? valuesAt(view.saliency, size, view.rotation) : null;
  for (let k = 0; k < count; k++) {
    const value = minus ? 127.5 + (values[k] - minus[k]) / (2 * LARGEST_DIFFERENCE) : values[k];
    const entry = 3 * Math.max(0, Math.min(255, Math.round(value))), i = 4 * pixel[k];
    data[i] = colours[entry];
    data[i + 1] = colours[entry + 1];
    data[i + 2] = colours[entry + 2];
    data[i + 3] = share[k];
    if (saliency) {
      const above = 3 * Math.round(saliency[k]), opacity = OPACITY * Math.min(1, saliency[k] / 255 / FULL_FROM);
      for (let c = 0; c < 3; c++) {
        data[i + c] += (saliencyColours[above + c] - colours[entry + c]) * opacity;
      }
    }
  }
  return image;
}

function radians(view, degrees) {
  return -(degrees + view.rotation) * Math.PI / 180; // angles of a canvas run clockwise
}

function drawBorders(pen, radius, view) {
  const thin = new Path2D(), thick = new Path2D();
  const border = (one, other) =>
    one === other ? null : view.segments[one].vessel === view.segments[other].vessel ? thin : thick;
  view.rings.forEach((outer, ring) => {
    const inner = ring ? view.rings[ring - 1] : 0;
    for (let degrees = 0; degrees < 360; degrees += STEP) {
      const middle = (inner + outer) / 2, angle = radians(view, degrees);
      const side = border(segmentAt(view, middle, degrees - NEAR), segmentAt(view, middle, degrees + NEAR));
      if (side) {
        side.moveTo(inner * radius * Math.cos(angle), inner * radius * Math.sin(angle));
        side.lineTo(outer * radius * Math.cos(angle), outer * radius * Math.sin(angle));
      }
      const arc = inner && border(segmentAt(view, inner - NEAR, degrees + STEP / 2), segmentAt(view, inner + NEAR, degrees + STEP / 2));
      if (arc) {
        arc.moveTo(inner * radius * Math.cos(angle), inner * radius * Math.sin(angle));
        arc.arc(0, 0, inner * radius, angle, radians(view, degrees + STEP), true);
      }
    }
  });
  stroke(pen, thin, radius, 0.014, 0.006);
  stroke(pen, thick, radius, 0.026, 0.014);
}

/** Dark lines in a light halo are seen on every map. */
function stroke(pen, path, radius, halo, width) {
  pen.lineCap = "butt";
  pen.strokeStyle = "rgba(255,255,255,.7)";
  pen.lineWidth = halo * radius;
  pen.stroke(path);
  pen.strokeStyle = "#191919";
  pen.lineWidth = width * radius;
  pen.stroke(path);
}

function drawRim(pen, radius, view) {
  pen.lineWidth = 0.04 * radius;
  view.segments.filter((s) => s.ring === view.rings.length - 1).forEach((s) => {
    pen.strokeStyle = VESSELS[s.vessel];
    pen.beginPath();
    pen.arc(0, 0, 1.03 * radius, radians(view, s.start), radians(view, s.start + s.sector + 0.3), true);
    pen.stroke();
  });
  pen.fillStyle = "#9fb0ba";
  pen.font = `${0.075 * radius}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  [["A", 90], ["S", 180], ["I", 270], ["L", 0]].forEach(([letter, degrees]) => {
    const angle = radians(view, degrees);
    pen.fillText(letter, 1.1 * radius * Math.cos(angle), 1.1 * radius * Math.sin(angle));
  });
}

function outline(pen, radius, view, index) {
  const s = view.segments[index];
  const outer = view.rings[s.ring] * radius, inner = s.ring ? view.rings[s.ring - 1] * radius : 0;
  const from = radians(view, s.start), to = radians(view, s.start + s.sector);
  const path = new Path2D();
  path.arc(0, 0, outer, from, to, true);
  if (inner) {
    path.arc(0, 0, inner, to, from, false);
  }
  path.closePath();
  pen.lineJoin = "round";
  pen.strokeStyle = "#000";
  pen.lineWidth = 0.045 * radius;
  pen.stroke(path);
  pen.strokeStyle = "#ffe14d";
  pen.lineWidth = 0.026 * radius;
  pen.stroke(path);
}

function drawLabels(pen, radius, view, labels) {
  pen.font = `700 ${0.1 * radius}px system-ui, sans-serif`;
  pen.lineJoin = "round";
  view.segments.forEach((s, i) => {
    const text = labels[i];
    if (text === "") {
      return;
    }
    const middle = s.ring ? (view.rings[s.ring - 1] + view.rings[s.ring]) / 2 * radius : 0;
    const angle = radians(view, s.start + s.sector / 2);
    const x = middle * Math.cos(angle), y = middle * Math.sin(angle);
    pen.strokeStyle = "rgba(255,255,255,.85)";
    pen.lineWidth = 0.03 * radius;
    pen.strokeText(text, x, y);
    pen.fillStyle = "#111";
    pen.fillText(text, x, y);
  });
}

/** A horizontal colour bar with a text at each end and one in the middle. */
export function drawBar(canvas, colours, texts) {
  const scale = Math.min(2, window.devicePixelRatio || 1);
  const width = Math.round(canvas.clientWidth * scale), height = Math.round(34 * scale);
  if (width > 0) {
    changed(canvas, [width, height, colours, ...texts], () => paintBar(canvas, width, height, scale, colours, texts));
  }
}

function paintBar(canvas, width, height, scale, colours, texts) {
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  const left = 0.06 * width, right = 0.94 * width;
  for (let x = Math.floor(left); x < right; x++) {
    const entry = 3 * Math.max(0, Math.min(255, Math.round(255 * (x - left) / (right - left))));
    pen.fillStyle = `rgb(${colours[entry]},${colours[entry + 1]},${colours[entry + 2]})`;
    pen.fillRect(x, 0, 1, 12 * scale);
  }
  pen.fillStyle = "#9fb0ba";
  pen.font = `${12 * scale}px system-ui, sans-serif`;
  pen.textBaseline = "bottom";
  ["left", "center", "right"].forEach((align, i) => {
    pen.textAlign = align;
    pen.fillText(texts[i], [left, width / 2, right][i], height);
  });
}
