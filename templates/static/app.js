"use strict";
// Only helps: every page works without it. Texts come as data of the script's own element (shared/layout.html).
(function () {
  const texts = document.currentScript.dataset;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const say = (text, values) => text.replace(/%(\w+)/g, (mark, name) => values[name]);

  // --- A page that shows problems begins at them ---
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // --- A form is sent once, however often its button is pressed ---
  const sent = new WeakSet();
  function guardTwice(form) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (sent.has(form)) return event.preventDefault();
      sent.add(form);
      setTimeout(() => sent.delete(form), 5000);
    });
    window.addEventListener("pageshow", () => sent.delete(form));
  }

  // --- A draft keeps itself: some seconds after the last change, and when the page is left ---
  function autosave(form) {
    const wait = Number(form.dataset.autosave) * 1000 || 5000;
    const version = form.elements.namedItem("version");
    const status = document.createElement("p");
    status.className = "muted saved-at";
    status.setAttribute("role", "status");
    form.appendChild(status);
    let timer = 0, dirty = false, saving = null, leaving = false;

    function save() {
      clearTimeout(timer);
      if (saving || !dirty || leaving) return;
      dirty = false;
      const body = new URLSearchParams(new FormData(form));
      body.set("autosave", "1");
      saving = fetch(form.action, { method: "POST", body, credentials: "same-origin", keepalive: true, redirect: "manual" })
        .then((answer) => {
          if (answer.type === "opaqueredirect") throw new Error("signed out");
          const etag = /^"v(\d+)"$/.exec(answer.headers.get("ETag") || "");
          if (answer.status !== 204 || !etag) throw new Error("not saved");
          version.value = etag[1];
          const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
          status.textContent = say(texts.saved, { time });
        })
        .catch((error) => { status.textContent = error.message === "signed out" ? texts.signedOut : texts.unsaved; })
        .then(() => { saving = null; if (dirty) later(); });
    }
    function later() {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    }
    form.addEventListener("input", () => { dirty = true; later(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    window.addEventListener("pagehide", save);
    window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

    // What is on its way changes the version: the form waits for it.
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      leaving = true;
      if (!saving) return;
      const button = event.submitter || document.activeElement;
      event.preventDefault();
      saving.then(() => { if (button && button.form === form) button.click(); else form.submit(); });
    });
  }

  // --- A resident ID says birth date, sex and age (GB 11643) ---
  function readId(number) {
    if (!/^\d{17}[\dX]$/.test(number)) return null;
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
    if ("10X98765432"[sum % 11] !== number[17]) return null;
    const year = Number(number.slice(6, 10)), month = Number(number.slice(10, 12)), day = Number(number.slice(12, 14));
    const birth = new Date(year, month - 1, day), now = new Date();
    if (birth.getMonth() !== month - 1 || birth.getDate() !== day || birth > now) return null;
    const before = now.getMonth() < month - 1 || (now.getMonth() === month - 1 && now.getDate() < day);
    return { birth, female: Number(number[16]) % 2 === 0, age: now.getFullYear() - year - (before ? 1 : 0) };
  }
  function idNote(place) {
    const input = document.getElementById(place.dataset.idNote);
    if (!input) return;
    input.addEventListener("input", () => {
      const plain = input.value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
      const read = readId(plain);
      if (!plain) return;
      place.textContent = "";
      if (!read) return;
      const style = { year: "numeric", month: "short", day: "numeric" };
      const day = read.birth.toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : "zh-CN", style);
      const line = document.createElement("strong");
      line.textContent = say(texts.idNote, { sex: read.female ? texts.female : texts.male, age: read.age, day });
      place.appendChild(line);
    });
  }

  // --- The villages of the chosen town, without loading the page anew ---
  function cascade(field) {
    const village = document.getElementById(field.dataset.areaCascade);
    const town = all("select", field).find((select) => select !== village);
    if (!town || !village) return;
    const list = field.querySelector("button[name=act]");
    let asked = 0;
    town.addEventListener("change", () => {
      const turn = ++asked;
      if (!town.value) return;
      fetch("/api/v1/divisions?parent=" + encodeURIComponent(town.value), { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error("no list"))))
        .then((answer) => {
          if (turn !== asked) return;
          const first = village.options[0] && !village.options[0].value ? village.options[0] : null;
          village.textContent = "";
          if (first) village.appendChild(first);
          for (const item of answer.items) village.appendChild(new Option(item.name, item.code));
          village.selectedIndex = 0;
        })
        .catch(() => { if (list) list.hidden = false; });
    });
    if (list) list.hidden = true;
  }

  // --- How much is new, as it comes; without a stream the next page tells. A page nobody looks at asks for none ---
  function followInbox(places) {
    let stream = null;
    function tell(event) {
      const [unread, toAnswer] = event.data.split(" ").map(Number);
      const counts = { unread, to_answer: toAnswer || 0 };
      for (const place of places) {
        const count = counts[place.dataset.live];
        place.textContent = count;
        if (place.classList.contains("live")) place.hidden = count === 0;
      }
    }
    function look() {
      if (document.hidden && stream) { stream.close(); stream = null; }
      if (document.hidden || stream) return;
      stream = new EventSource("/inbox/events");
      stream.onmessage = tell;
    }
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", () => { if (stream) { stream.close(); stream = null; } });
    window.addEventListener("pageshow", look);
    look();
  }
  const live = all("[data-live]");
  if (live.length && window.EventSource) followInbox(live);

  all("form[data-autosave]").forEach(autosave);
  all("form[method=post]").forEach(guardTwice);
  all("[data-id-note]").forEach(idNote);
  all("[data-area-cascade]").forEach(cascade);
})();
