"use strict";
// The page works without this: then there is the browser's own player, and the article to read.
(() => {
  const element = (id) => document.getElementById(id);
  const audio = element("audio"), player = element("player"), play = element("play");
  const speed = element("speed"), position = element("position"), news = element("news");
  const follow = element("follow"), keys = element("keys");
  const words = player.dataset;
  const fill = (text, value) => text.replace("{}", value);

  // What the page remembers. Where a browser refuses to, everything else still works.
  const memory = {
    get(name) {
      try { return localStorage.getItem("boyin:" + name); } catch { return null; }
    },
    set(name, value) {
      try { localStorage.setItem("boyin:" + name, value); } catch { /* It is not kept, then. */ }
    },
  };
  const place = "at:" + words.audio;

  // Sentences in the order in which they are heard, each with the elements that show it.
  const sentences = [];
  for (const part of document.querySelectorAll("[data-s]")) {
    const number = Number(part.dataset.s);
    sentences[number] ??= { parts: [] };
    sentences[number].parts.push(part);
    if (part.dataset.from) {
      sentences[number].start = Number(part.dataset.from) / 1000;
      sentences[number].key = part.dataset.key;
    }
  }
  const chapters = Array.from(document.querySelectorAll("[data-chapter]"), (link) => ({
    link, first: Number(link.dataset.chapter),
  }));

  let current = -1, second = 0, stop = null, broken = false;

  const clock = (seconds) => {
    const whole = Math.floor(seconds), two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
    const rest = two(minutes) + ":" + two(whole % 60);
    return Number(words.duration) >= 3600 ? two(hours) + ":" + rest : rest;
  };
  const say = (text) => { news.textContent = text; };

  // The last sentence that has begun; seeking lands a little beside what it was asked for.
  const sentenceAt = (seconds) => {
    let low = 0, high = sentences.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sentences[middle].start <= seconds + 0.01) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  const chapterOf = (number) => chapters.findLastIndex(({ first }) => first <= number);

  const seen = (part) => {
    const box = part.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };
  const isWritten = ({ parts }) => !parts[0].classList.contains("heard");
  // The title stands above the player: who presses Tab to get to the article does not want it.
  const isStop = (sentence) => isWritten(sentence) && sentence.parts[0].closest("#article");
  const stopAt = (part) => {
    if (stop) stop.tabIndex = -1;
    stop = part;
    stop.tabIndex = 0;
  };
  const bringIntoView = (part) => {
    const box = part.getBoundingClientRect();
    const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    if (box.top < top || box.bottom > innerHeight - 16) part.scrollIntoView({ block: "center" });
  };

  const mark = (number) => {
    if (number === current) return;
    const before = sentences[current], now = sentences[number];
    const reads = !before || before.parts.some(seen);
    before?.parts.forEach((part) => part.removeAttribute("aria-current"));
    now?.parts.forEach((part) => part.setAttribute("aria-current", "true"));
    if (chapterOf(current) !== chapterOf(number)) {
      chapters[chapterOf(current)]?.link.removeAttribute("aria-current");
      chapters[chapterOf(number)]?.link.setAttribute("aria-current", "true");
    }
    current = number;
    if (!now) return;
    // A reader who stands on another sentence keeps the place.
    if (isStop(now) && !document.activeElement?.closest(".s")) stopAt(now.parts[0]);
    // One who has scrolled away stays there.
    if (follow.checked && reads && !audio.paused) bringIntoView(now.parts[0]);
  };

  const show = () => {
    const at = audio.currentTime;
    mark(sentenceAt(at));
    if (Math.floor(at) === second) return;
    second = Math.floor(at);
    element("now").textContent = clock(at);
    position.value = at;
    // While it has the focus a screen reader would read every change aloud.
    if (document.activeElement !== position) tell();
  };
  const tell = () => {
    const at = fill(words.position, clock(audio.currentTime));
    position.setAttribute("aria-valuetext", at);
  };
  const watch = () => {
    show();
    if (!audio.paused && !audio.ended) requestAnimationFrame(watch);
  };

  const start = () => {
    if (broken) return;
    // Refused or interrupted, it is paused, and the button says so.
    audio.play().catch((error) => { if (error.name === "NotSupportedError") fail(); });
  };
  const toggle = () => { if (audio.paused) start(); else audio.pause(); };
  const goTo = (number, { playing = false } = {}) => {
    if (broken) return;
    const wanted = Math.min(Math.max(number, 0), sentences.length - 1);
    audio.currentTime = sentences[wanted].start;
    mark(wanted);
    if (follow.checked) bringIntoView(sentences[wanted].parts[0]);
    if (playing) start();
  };
  const skip = (by) => {
    const begun = current >= 0 ? audio.currentTime - sentences[current].start : 0;
    // Back from the middle of a sentence leads to its beginning first.
    const wanted = by < 0 && begun > 1.5 ? current : current + by;
    if (wanted < sentences.length) goTo(wanted);
  };
  const skipChapter = (by) => {
    const here = chapterOf(current);
    const begun = current > (chapters[here]?.first ?? 0);
    const wanted = by < 0 && begun ? here : here + by;
    if (wanted >= chapters.length) return;
    const chapter = chapters[Math.max(wanted, 0)];
    goTo(chapter.first);
    say(chapter.link.querySelector("span").textContent);
  };
  const setSpeed = (value) => {
    if (![...speed.options].some((option) => option.value === value)) return;
    speed.value = value;
    audio.defaultPlaybackRate = audio.playbackRate = Number(value);
    memory.set("speed", value);
  };
  const changeSpeed = (by) => {
    const wanted = Math.min(Math.max(speed.selectedIndex + by, 0), speed.options.length - 1);
    setSpeed(speed.options[wanted].value);
    say(fill(words.times, speed.value));
  };
  const keep = () => {
    if (current < 0 || broken) return;
    const { key, start: from } = sentences[current];
    const at = audio.ended ? null : { key, past: audio.currentTime - from, at: audio.currentTime };
    memory.set(place, JSON.stringify(at));
  };
  const standOn = (number, step) => {
    // What is heard only is no place to stand on.
    while (sentences[number] && !isWritten(sentences[number])) number += step;
    if (!sentences[number]) return;
    const wanted = sentences[number].parts[0];
    stopAt(wanted);
    wanted.focus({ preventScroll: true });
    bringIntoView(wanted);
  };

  const whole = {
    " ": toggle, k: toggle,
    ArrowLeft: () => skip(-1), j: () => skip(-1),
    ArrowRight: () => skip(1), l: () => skip(1),
    p: () => skipChapter(-1), n: () => skipChapter(1),
    "[": () => changeSpeed(-1), "]": () => changeSpeed(1),
    c: () => standOn(Math.max(current, 0), -1),
    "?": () => { element("help").open = true; element("help").firstElementChild.focus(); },
  };
  const onSentence = {
    Enter: (number) => goTo(number, { playing: true }),
    ArrowUp: (number) => standOn(number - 1, -1), ArrowDown: (number) => standOn(number + 1, 1),
    Home: () => standOn(0, 1), End: () => standOn(sentences.length - 1, -1),
  };
  const pressed = (event) => {
    const on = event.target;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (on.closest("input, select, textarea, [contenteditable]")) return;
    const controls = on.closest("a, button, summary, audio");
    if (controls && [" ", "Enter"].includes(event.key)) return;
    const sentence = controls ? null : on.closest("[data-s]");
    const own = sentence && onSentence[event.key];
    const action = own || (keys.checked && !(event.shiftKey && event.key !== "?") &&
      whole[event.key.length > 1 ? event.key : event.key.toLowerCase()]);
    if (!action) return;
    event.preventDefault();
    action(sentence ? Number(sentence.dataset.s) : -1);
  };

  const fail = () => {
    broken = true;
    audio.hidden = true;
    element("trouble").hidden = false;
    for (const one of player.querySelectorAll("button, select, input")) one.disabled = true;
    document.documentElement.classList.remove("ready");
  };
  const resume = () => {
    const target = sentences.findIndex(({ parts }) => "#" + parts[0].id === location.hash);
    if (target >= 0) return goTo(target);
    let kept = null;
    try { kept = JSON.parse(memory.get(place)); } catch { /* Somebody else's: begin at the start. */ }
    if (!kept || !(kept.at >= 0)) return;
    // An edit elsewhere in the article moves the sentence, and not what was heard.
    const sentence = sentences.find(({ key }) => key === kept.key);
    audio.currentTime = sentence ? sentence.start + Math.max(0, kept.past) : kept.at;
    show();
    say(fill(words.resumed, clock(audio.currentTime)));
  };

  const listen = () => {
    play.addEventListener("click", toggle);
    element("back").addEventListener("click", () => skip(-1));
    element("forth").addEventListener("click", () => skip(1));
    element("chapter-back").addEventListener("click", () => skipChapter(-1));
    element("chapter-forth").addEventListener("click", () => skipChapter(1));
    speed.addEventListener("change", () => setSpeed(speed.value));
    position.addEventListener("input", () => {
      audio.currentTime = Math.min(Number(position.value), audio.duration || 0);
      tell();
    });
    for (const box of [follow, keys]) {
      box.addEventListener("change", () => memory.set(box.id, box.checked ? "yes" : "no"));
    }
    for (const { link, first } of chapters) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        sentences[first].parts[0].scrollIntoView({ block: "center" });
        goTo(first, { playing: true });
      });
    }
    document.addEventListener("click", (event) => {
      const sentence = event.target.closest("[data-s]");
      if (!sentence || event.target.closest("a") || String(getSelection())) return;
      stopAt(sentences[Number(sentence.dataset.s)].parts[0]);
      goTo(Number(sentence.dataset.s), { playing: true });
    });
    document.addEventListener("keydown", pressed);
    audio.addEventListener("play", () => {
      player.classList.add("playing");
      element("play-word").textContent = words.pause;
      watch();
    });
    audio.addEventListener("pause", () => {
      player.classList.remove("playing");
      element("play-word").textContent = words.play;
      keep();
    });
    for (const name of ["timeupdate", "seeked", "ended"]) audio.addEventListener(name, show);
    audio.addEventListener("ratechange", () => { speed.value = String(audio.playbackRate); });
    audio.addEventListener("ended", keep);
    audio.addEventListener("error", fail);
    addEventListener("pagehide", keep);
    setInterval(() => { if (!audio.paused) keep(); }, 5000);
  };

  const begin = () => {
    audio.controls = false;
    audio.hidden = true;
    for (const one of document.querySelectorAll("[data-live]")) one.hidden = false;
    for (const { parts } of sentences) parts.forEach((part) => { part.tabIndex = -1; });
    stopAt((sentences.find(isStop) ?? sentences.find(isWritten)).parts[0]);
    follow.checked = memory.get("follow") !== "no";
    keys.checked = memory.get("keys") !== "no";
    if (matchMedia("(max-width: 62rem)").matches) {
      for (const one of document.querySelectorAll("details")) one.open = false;
    }
    for (const one of document.querySelectorAll(".table")) {
      new ResizeObserver(() => {
        one.tabIndex = one.scrollWidth > one.clientWidth ? 0 : -1;
      }).observe(one);
    }
    new ResizeObserver(() => {
      const fixed = getComputedStyle(player).position === "sticky";
      document.documentElement.style.scrollPaddingTop = (fixed ? player.offsetHeight : 0) + 16 + "px";
    }).observe(player);
    document.documentElement.classList.add("ready", "smooth");
    listen();
    setSpeed(memory.get("speed") ?? "1");
    tell();
    if (audio.error) return fail();
    if (audio.readyState) resume();
    else audio.addEventListener("loadedmetadata", resume, { once: true });
  };

  begin();
})();
