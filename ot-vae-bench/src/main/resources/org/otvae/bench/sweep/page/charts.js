'use strict';
// Small charts as SVG. Nothing here knows what a study is but colour(), which goes from far to near by rank.
const NS = 'http://www.w3.org/2000/svg';

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  for (const child of children) node.append(child);
  return node;
}

function shape(name, attributes, ...children) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  for (const child of children) node.append(child);
  return node;
}

function label(x, y, text, attributes) {
  return shape('text', { x, y, ...attributes }, text);
}

function number(value) {
  if (value === null || !Number.isFinite(value)) return '';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(2).replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}

/** Colours by rank among the values: the better, the nearer to the accent; no value is grey. */
function colours(values, maximal) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => maximal ? a - b : b - a);
  return value => {
    if (!Number.isFinite(value)) return 'var(--far)';
    const rank = sorted.length < 2 ? 1 : sorted.indexOf(value) / (sorted.length - 1);
    return `color-mix(in oklab, var(--accent) ${Math.round(100 * rank ** 1.5)}%, var(--far))`;
  };
}

/** A linear or logarithmic scale that covers the values, its ticks and its map to pixels. */
function scale(values, from, to) {
  const finite = values.filter(Number.isFinite);
  let low = Math.min(...finite), high = Math.max(...finite);
  if (!finite.length) { low = 0; high = 1; }
  const log = low > 0 && high / low > 30;
  if (low === high) { const pad = Math.abs(low) * 0.1 || 1; low -= pad; high += pad; }
  const forth = log ? Math.log : x => x, back = log ? Math.exp : x => x;
  const pad = 0.04 * (forth(high) - forth(low)), a = forth(low) - pad, b = forth(high) + pad;
  const at = value => from + (forth(value) - a) / (b - a) * (to - from);
  const ticks = [];
  if (log) {
    for (let power = Math.floor(Math.log10(back(a))); power <= Math.log10(back(b)); power++) {
      for (const factor of [1, 2, 5]) ticks.push(factor * 10 ** power);
    }
  } else {
    const raw = (b - a) / 5, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= raw);
    for (let tick = Math.ceil(a / step) * step; tick <= b; tick += step) ticks.push(Number(tick.toPrecision(12)));
  }
  let inside = ticks.filter(tick => forth(tick) >= a && forth(tick) <= b);
  while (inside.length > 7) inside = inside.filter((tick, index) => index % 2 === 0);
  return { at, ticks: inside };
}

/** A frame with horizontal lines at the ticks of y; marks of x are [place, text]. */
function frame(width, height, box, y, marks, title) {
  const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title });
  for (const tick of y.ticks) {
    svg.append(shape('line', { x1: box.left, x2: box.right, y1: y.at(tick), y2: y.at(tick), class: 'grid-line' }));
    svg.append(label(box.left - 8, y.at(tick) + 4, number(tick), { 'text-anchor': 'end' }));
  }
  svg.append(shape('line', { x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom, class: 'axis' }));
  for (const [place, text] of marks) svg.append(label(place, box.bottom + 18, text, { 'text-anchor': 'middle' }));
  return svg;
}

function dot(x, y, colour, text, best) {
  const circle = shape('circle', { cx: x, cy: y, r: best ? 6 : 4, class: 'dot' });
  circle.style.fill = best ? 'var(--best)' : colour;
  circle.append(shape('title', {}, text));
  return circle;
}

function path(points, kind, colour) {
  const line = shape('path', { class: kind, d: points.map(([x, y], i) => (i ? 'L' : 'M') + x.toFixed(1) + ' ' + y.toFixed(1)).join('') });
  if (colour) line.style.stroke = colour;
  return line;
}
