"use strict";
// Plays positions of joints beside a sound. DANCE holds rate, parents, colours and frames of millimetres, x y z joint after joint.
(function () {
  const canvas = document.getElementById("dance"), sound = document.getElementById("sound");
  const button = document.getElementById("play"), slider = document.getElementById("place"), clock = document.getElementById("clock");
  const context = canvas.getContext("2d"), joints = DANCE.parents.length, frames = DANCE.frames.length / (3 * joints);
  const seconds = (frames - 1) / DANCE.rate, bounds = range();
  let yaw = 25 * Math.PI / 180, drag = null, started = 0, place = 0, playing = false;

  function range() {
    let low = Infinity, high = -Infinity, wide = 0;
    for (let i = 0; i < DANCE.frames.length; i += 3) {
      low = Math.min(low, DANCE.frames[i + 1]);
      high = Math.max(high, DANCE.frames[i + 1]);
      wide = Math.max(wide, Math.hypot(DANCE.frames[i], DANCE.frames[i + 2]));
    }
    return { low: low, high: high, wide: wide };
  }

  function spot(frame, joint, flat) {
    const at = 3 * (frame * joints + joint), x = DANCE.frames[at], z = DANCE.frames[at + 2], tilt = 0.2;
    const y = flat ? bounds.low : DANCE.frames[at + 1];
    const side = x * Math.cos(yaw) + z * Math.sin(yaw), depth = z * Math.cos(yaw) - x * Math.sin(yaw);
    const scale = 0.95 * Math.min(canvas.height / (bounds.high - bounds.low + 300), canvas.width / (2 * bounds.wide + 300));
    return [canvas.width / 2 + side * scale, canvas.height * 0.88 - (y - bounds.low) * scale + depth * tilt * scale, depth, scale];
  }

  function draw() {
    const frame = Math.min(frames - 1, Math.max(0, Math.round(place * DANCE.rate)));
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.lineCap = "round";
    const bones = [];
    for (let joint = 1; joint < joints; joint++) {
      bones.push(joint);
      line(spot(frame, joint, true), spot(frame, DANCE.parents[joint], true), "#d5dae1");
    }
    bones.sort((a, b) => spot(frame, a, false)[2] - spot(frame, b, false)[2]);
    for (const joint of bones) {
      line(spot(frame, joint, false), spot(frame, DANCE.parents[joint], false), DANCE.colours[joint]);
      if (joint === DANCE.head) {
        const head = spot(frame, joint, false);
        context.beginPath();
        context.arc(head[0], head[1], 100 * head[3], 0, 2 * Math.PI);
        context.fillStyle = DANCE.colours[joint];
        context.fill();
      }
    }
    slider.value = place / seconds * 1000;
    clock.textContent = place.toFixed(1) + " of " + seconds.toFixed(1) + " s";
  }

  function line(from, to, colour) {
    context.strokeStyle = colour;
    context.lineWidth = Math.max(2, 45 * from[3]);
    context.beginPath();
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
    context.stroke();
  }

  function tick(now) {
    if (!playing) {
      return;
    }
    place = sound ? sound.currentTime : (now - started) / 1000 % seconds;
    if (sound && (sound.ended || place > seconds)) {
      stop();
    }
    draw();
    requestAnimationFrame(tick);
  }

  function stop() {
    playing = false;
    button.textContent = "Play";
    if (sound) {
      sound.pause();
    }
  }

  button.onclick = function () {
    if (playing) {
      stop();
      return;
    }
    playing = true;
    button.textContent = "Pause";
    place = place >= seconds ? 0 : place;
    started = performance.now() - 1000 * place;
    if (sound) {
      sound.currentTime = place;
      sound.play().catch(stop);
    }
    requestAnimationFrame(tick);
  };
  slider.oninput = function () {
    place = slider.value / 1000 * seconds;
    started = performance.now() - 1000 * place;
    if (sound) {
      sound.currentTime = place;
    }
    draw();
  };
  canvas.onpointerdown = event => { drag = event.clientX; canvas.setPointerCapture(event.pointerId); };
  canvas.onpointerup = () => { drag = null; };
  canvas.onpointermove = event => {
    if (drag !== null) {
      yaw += (event.clientX - drag) / 150;
      drag = event.clientX;
      draw();
    }
  };
  draw();
})();
