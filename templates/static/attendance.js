"use strict";
// 点名 on a phone whose network comes and goes. The page works without this: here ticks are also kept on the device until the
// server has them. What is kept holds numbers of offers, never a name, and belongs to all tabs of the sheet: it alone is sent,
// under its own token, which a change after a try to send replaces.
(function () {
  const texts = document.currentScript.dataset;
  const form = document.querySelector("form[data-attendance]");
  if (!form) return;
  const key = "parasol.attendance." + form.dataset.attendance;
  const status = form.querySelector("[data-attendance-status]");
  const say = (text) => { status.textContent = text.replace("%time", new Date().toTimeString().slice(0, 5)); };
  const field = (name) => form.elements.namedItem(name);
  const patience = 20000; // milliseconds
  let sending = false;

  // draft: ticked, not saved. waiting: saved, to be sent. refused: the server has said no, and its page shows the ticks.
  const states = ["draft", "waiting", "refused"];
  function isMark(mark) {
    if (!Array.isArray(mark) || mark.length !== 2 || !mark.every((part) => typeof part === "string")) return false;
    if (mark[0] === "rest") return mark[1] === "present";
    return /^mark_\d{1,19}$/.test(mark[0]) && ["present", "excused", "absent"].includes(mark[1]);
  }
  function isKept(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) &&
      Object.keys(value).sort().join() === "marks,once,sheet,state" && typeof value.sheet === "string" &&
      /^\d{1,9}$/.test(value.sheet) && typeof value.once === "string" && /^[\w-]{8,200}$/.test(value.once) &&
      states.includes(value.state) && Array.isArray(value.marks) && value.marks.every(isMark);
  }
  function stored() {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }
  function read() {
    const text = stored();
    if (text === null) return null;
    let value = null;
    try { value = JSON.parse(text); } catch (error) { /* said below */ }
    if (isKept(value)) return value;
    forget();
    say(texts.damaged);
    return null;
  }
  function put(kept) {
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch (error) { /* the form itself is still there */ }
    return kept;
  }
  function keep(state) {
    const marks = [...new FormData(form)].filter(([name]) => name.startsWith("mark_") || name === "rest");
    return put({ sheet: field("sheet").value, once: field("once").value, marks, state });
  }
  function forget() {
    try { localStorage.removeItem(key); } catch (error) { /* nothing was kept */ }
  }
  function show(kept) {
    field("sheet").value = kept.sheet;
    for (const input of form.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      const mark = kept.marks.find(([name]) => name === input.name);
      if (mark || input.name === "rest") input.checked = Boolean(mark) && mark[1] === input.value;
    }
  }
  function hidden(name, value) {
    return Object.assign(document.createElement("input"), { type: "hidden", name, value });
  }
  function newToken() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  function bodyOf(kept) {
    const body = new URLSearchParams({ csrf: field("csrf").value, once: kept.once, sheet: kept.sheet });
    for (const [name, value] of kept.marks) body.append(name, value);
    return body;
  }

  // The answer to what was sent is the page with ?done=; a refusal is shown once, by sending the form as a page does. What
  // was ticked while the answer was on its way is another record, and stays.
  function answered(answer, kept) {
    const address = new URL(answer.url);
    const now = read();
    const same = now === null || now.once === kept.once;
    if (answer.ok && address.searchParams.has("done")) {
      if (same) forget();
      location.assign(address.pathname + address.search);
    } else if (answer.status >= 500 || answer.status === 408 || answer.status === 429) {
      throw new Error("later");
    } else if (answer.redirected && address.pathname.startsWith("/sign-in")) {
      say(texts.signedOut);
    } else if (same) {
      show(put({ ...kept, state: "refused" }));
      field("once").value = kept.once;
      for (const [name, value] of kept.marks) if (!field(name)) form.append(hidden(name, value)); // of a child who left
      form.submit();
    }
  }
  function send(kept) {
    if (sending) return;
    sending = true;
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), patience);
    fetch(form.action, { method: "POST", body: bodyOf(kept), credentials: "same-origin", signal: stop.signal })
      .then((answer) => answered(answer, kept))
      .catch(() => say(texts.kept))
      .finally(() => { clearTimeout(clock); sending = false; });
  }
  function sendWaiting() {
    const kept = read();
    if (kept && kept.state === "waiting") send(kept);
  }

  const kept = read();
  if (kept && form.dataset.attendanceAnswer) {
    keep("draft"); // the page shows the ticks as they were sent, on the newest sheet; saving again is a person's act
  } else if (kept) {
    show(kept);
    if (kept.state === "waiting") field("once").value = kept.once;
    say(texts.draft);
    sendWaiting();
  }

  form.addEventListener("input", () => {
    const before = read();
    if (sending || (before && before.state !== "draft")) field("once").value = newToken();
    if (before && before.state !== "draft") say(texts.changed);
    keep("draft");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const before = read();
    const repeated = before && before.state === "waiting" && before.once === field("once").value;
    send(repeated ? before : keep("waiting"));
  });
  // Another tab of this sheet: the same ticks in both, and what it has saved is loaded.
  window.addEventListener("storage", (event) => {
    if (event.key !== key) return;
    const other = event.newValue === null ? null : read();
    if (other) {
      show(other);
      field("once").value = other.once;
    } else if (event.newValue === null) location.assign(form.action);
  });
  window.addEventListener("online", sendWaiting);
  setInterval(sendWaiting, 30000);
})();
