// The page of a study, drawn anew from each snapshot.
const STATES = ['complete', 'running', 'waiting', 'pruned', 'failed'];
let order = { column: 0, down: false };

function card(kind, title, note, ...content) {
  return element('section', { class: 'card ' + kind }, element('h2', {}, title), element('p', {}, note), ...content);
}

function told(study, trial) {
  const value = Number.isFinite(trial.value) ? `${study.measure} ${number(trial.value)}` : trial.state;
  return `trial ${trial.number}: ${value}\n` + study.dimensions.map((d, i) => `${d.name} = ${trial.texts[i]}`).join('\n');
}

function history(study, colour) {
  const done = study.trials.filter(trial => Number.isFinite(trial.value));
  const box = { left: 64, right: 620, top: 10, bottom: 270 };
  const y = scale(done.map(trial => trial.value), box.bottom, box.top);
  const last = Math.max(1, study.trials.length - 1);
  const x = n => box.left + 10 + n / last * (box.right - box.left - 20);
  const step = Math.max(1, Math.ceil(last / 8));
  const marks = [];
  for (let n = 0; n <= last; n += step) marks.push([x(n), n]);
  const svg = frame(640, 300, box, y, marks, 'best so far');
  const line = [];
  let best = null;
  for (const trial of done) {
    if (best === null || (study.maximal ? trial.value > best : trial.value < best)) {
      if (best !== null) line.push([x(trial.number), y.at(best)]);
      best = trial.value;
      line.push([x(trial.number), y.at(best)]);
    }
  }
  if (best !== null) line.push([x(last), y.at(best)]);
  svg.append(path(line, 'step'));
  for (const trial of done) {
    svg.append(dot(x(trial.number), y.at(trial.value), colour(trial.value), told(study, trial), trial.number === study.best));
  }
  return svg;
}

function importance(study) {
  const rows = study.dimensions.map((d, i) => [d.name, study.importance[i]]).sort((a, b) => b[1] - a[1]);
  const height = 34 * rows.length + 8;
  const svg = shape('svg', { viewBox: `0 0 420 ${height}`, role: 'img', 'aria-label': 'importance' });
  rows.forEach(([name, share], i) => {
    const y = 34 * i;
    svg.append(label(0, y + 13, name, { class: 'name' }), label(420, y + 13, Math.round(100 * share) + ' %', { 'text-anchor': 'end' }));
    const back = shape('rect', { x: 0, y: y + 19, width: 420, height: 7, rx: 3.5 });
    back.style.fill = 'var(--grid)';
    const bar = shape('rect', { x: 0, y: y + 19, width: Math.max(3, 420 * share), height: 7, rx: 3.5 });
    bar.style.fill = 'var(--accent)';
    svg.append(back, bar);
  });
  return svg;
}

function parallel(study, colour) {
  const done = study.trials.filter(trial => Number.isFinite(trial.value));
  const box = { left: 70, right: 1130, top: 34, bottom: 290 };
  const svg = shape('svg', { viewBox: '0 0 1240 316', role: 'img', 'aria-label': 'parallel coordinates' });
  const axes = study.dimensions.length + 1;
  const x = i => box.left + i / (axes - 1) * (box.right - box.left);
  const unit = u => box.bottom - u * (box.bottom - box.top);
  const y = scale(done.map(trial => trial.value), box.bottom, box.top);
  const lines = [];
  const ranked = [...done].sort((a, b) => study.maximal ? a.value - b.value : b.value - a.value); // the best on top
  for (const trial of ranked) {
    const points = trial.units.map((u, i) => [x(i), unit(u)]).concat([[x(axes - 1), y.at(trial.value)]]);
    const line = path(points, trial.number === study.best ? 'line best' : 'line', trial.number === study.best ? '' : colour(trial.value));
    line.append(shape('title', {}, told(study, trial)));
    line.addEventListener('mouseenter', () => lines.forEach(other => other.classList.toggle('faded', other !== line)));
    line.addEventListener('mouseleave', () => lines.forEach(other => other.classList.remove('faded')));
    lines.push(line);
    svg.append(line);
  }
  study.dimensions.forEach((d, i) => {
    svg.append(shape('line', { x1: x(i), x2: x(i), y1: box.top, y2: box.bottom, class: 'axis' }));
    svg.append(label(x(i), 14, d.name, { class: 'name', 'text-anchor': 'middle' }));
    for (const [place, text] of d.marks) svg.append(label(x(i) + 7, unit(place) + (d.kinds ? 4 : place > 0.9 ? 12 : place < 0.1 ? -2 : 4), text));
  });
  svg.append(shape('line', { x1: box.right, x2: box.right, y1: box.top, y2: box.bottom, class: 'axis' }));
  svg.append(label(box.right, 14, study.measure, { class: 'name', 'text-anchor': 'middle' }));
  for (const tick of y.ticks) svg.append(label(box.right + 7, y.at(tick) + 4, number(tick)));
  return svg;
}

function slice(study, index, colour) {
  const done = study.trials.filter(trial => Number.isFinite(trial.value));
  const d = study.dimensions[index], box = { left: 54, right: 330, top: 8, bottom: 176 };
  const y = scale(done.map(trial => trial.value), box.bottom, box.top);
  const x = u => box.left + 8 + u * (box.right - box.left - 16);
  const svg = frame(340, 206, box, y, d.marks.map(([place, text]) => [x(place), text]), d.name);
  for (const trial of done) {
    svg.append(dot(x(trial.units[index]), y.at(trial.value), colour(trial.value), told(study, trial), trial.number === study.best));
  }
  return element('div', {}, element('h2', {}, d.name), svg);
}

function curves(study, colour) {
  const some = study.trials.filter(trial => trial.reports.length > 0);
  const box = { left: 64, right: 1220, top: 10, bottom: 290 };
  const values = some.flatMap(trial => trial.reports.map(report => report[1])).filter(Number.isFinite);
  const y = scale(values, box.bottom, box.top);
  const x = progress => box.left + progress * (box.right - box.left);
  const svg = frame(1240, 320, box, y, [0, 0.25, 0.5, 0.75, 1].map(p => [x(p), 100 * p + ' %']), 'learning curves');
  for (const trial of [...some].sort((a, b) => (a.number === study.best) - (b.number === study.best))) {
    const points = trial.reports.filter(report => Number.isFinite(report[1])).map(([p, value]) => [x(p), y.at(value)]);
    const best = trial.number === study.best;
    const line = path(points, best ? 'line best' : 'line', best ? '' : trial.state === 'running' ? 'var(--running)' : colour(trial.value));
    line.append(shape('title', {}, told(study, trial)));
    svg.append(line);
    if (points.length) svg.append(dot(...points[points.length - 1], trial.state === 'complete' ? colour(trial.value) : `var(--${trial.state})`,
      told(study, trial) + (trial.reason ? '\n' + trial.reason : ''), best));
  }
  return svg;
}

function table(study) {
  const columns = [['trial', t => t.number], ['state', t => t.state, 'text'], [study.measure, t => t.value]]
    .concat(study.dimensions.map((d, i) => [d.name, t => d.kinds ? t.texts[i] : Number(t.texts[i])]))
    .concat([['seconds', t => t.seconds], ['reason', t => t.reason, 'text']]);
  const head = element('tr', {});
  columns.forEach(([name, , kind], column) => {
    const mark = order.column === column ? (order.down ? ' ↓' : ' ↑') : '';
    const cell = element('th', { class: kind || '', scope: 'col' }, name + mark);
    cell.addEventListener('click', () => {
      order = { column, down: order.column === column && !order.down };
      draw(study);
    });
    head.append(cell);
  });
  const key = columns[order.column][1], sign = order.down ? -1 : 1;
  const rows = [...study.trials].sort((a, b) => {
    const one = key(a), other = key(b);
    if (one === null || other === null) return (one === null) - (other === null);
    return sign * (one < other ? -1 : one > other ? 1 : 0);
  });
  const body = rows.map(trial => {
    const row = element('tr', { class: trial.number === study.best ? 'best' : '' });
    columns.forEach(([name, value, kind]) => {
      const shown = value(trial);
      const cell = element('td', { class: (kind || '') + (name === 'state' ? ' state' : name === 'reason' ? ' reason' : '') },
        shown === null ? '' : typeof shown === 'number' && name !== 'trial' ? number(shown) : String(shown));
      if (name === 'state') cell.style.setProperty('--dot', `var(--${trial.state})`);
      if (name === 'reason' && shown) cell.title = shown;
      row.append(cell);
    });
    return row;
  });
  return element('div', { class: 'wide' }, element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)));
}

function heading(study) {
  const parts = [study.experiment + (study.scale === 'short' ? '' : ', ' + study.scale), ...study.fixed,
    (study.maximal ? 'most ' : 'least ') + study.measure + ' on the validation split', study.sampler + ' search, seed ' + study.seed];
  if (study.pruner !== 'none') parts.push('pruned by ' + study.pruner);
  const chips = element('div', { class: 'chips' });
  for (const state of STATES) {
    const count = study.trials.filter(trial => trial.state === state).length;
    if (!count && state !== 'complete') continue;
    const chip = element('span', { class: 'chip' }, element('b', {}, String(count)), ' ' + state + (state === 'complete' ? ' of ' + study.most : ''));
    chip.style.setProperty('--dot', `var(--${state})`);
    chips.append(chip);
  }
  const live = document.body.dataset.live === 'true'
    ? [element('span', { class: 'live' + (window.lost ? ' lost' : '') }, window.lost ? 'the sweep has ended or cannot be reached' : 'live')] : [];
  return [element('header', {}, element('h1', {}, study.name), ...live), element('p', {}, parts.join(' · ')), chips];
}

function draw(study) {
  window.study = study;
  const colour = colours(study.trials.map(trial => trial.value), study.maximal);
  const grid = element('div', { class: 'grid' });
  const best = study.trials[study.best];
  if (best) {
    grid.append(card('', 'Best configuration', `trial ${best.number}, judged on the validation split`, element('div', { class: 'best' },
      element('div', { class: 'value' }, study.measure + ' ' + number(best.value)), element('pre', {}, study.command))));
    grid.append(card('most', 'Best so far', `${study.measure} of each complete trial, by number; darker is better`, history(study, colour)));
    grid.append(card('third', 'Importance', 'how much a setting decides on being among the best tenth (PED-ANOVA)', study.importance.length
      ? importance(study) : element('p', {}, 'from 10 complete trials on')));
    grid.append(card('', 'Parallel coordinates', 'a line a trial; point at one to single it out', parallel(study, colour)));
    grid.append(card('', 'Slices', 'each setting by itself', element('div', { class: 'slices' }, ...study.dimensions.map((d, i) => slice(study, i, colour)))));
  } else {
    grid.append(card('', 'No trial is complete yet', 'charts appear with the first one'));
  }
  if (study.trials.some(trial => trial.reports.length)) {
    grid.append(card('', 'Learning curves', `${study.measure} on the validation split by the share of the training that is done`, curves(study, colour)));
  }
  grid.append(card('', 'Trials', 'click a heading to sort', table(study)));
  const scroll = document.querySelector('.wide')?.scrollTop || 0;
  document.getElementById('page').replaceChildren(...heading(study), grid);
  document.querySelector('.wide').scrollTop = scroll;
}

draw(JSON.parse(document.getElementById('snapshot').textContent));
if (document.body.dataset.live === 'true') {
  const source = new EventSource('events');
  source.onmessage = event => { window.lost = false; draw(JSON.parse(event.data)); };
  source.onerror = () => { window.lost = true; draw(window.study); };
}
