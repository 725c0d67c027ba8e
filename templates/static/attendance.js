"use strict";
// 点名 on a phone whose network comes and goes. The page works without this: here ticks are also kept on the device until the
// server has them. What is kept holds numbers of offers, never a name, and is sent once: under the form's own token, which a
// change after a try to send replaces.
(function () {
  const texts = document.currentScript.dataset;
  const form = document.querySelector("form[data-attendance]");
  if (!form) return;
  const key = "parasol.attendance." + form.dataset.attendance;
  const status = form.querySelector("[data-attendance-status]");
  const say = (text) => { status.textContent = text.replace("%time", new Date().toTimeString().slice(0, 5)); };
  const field = (name) => form.elements.namedItem(name);
  let sending = false;

  function read() {
    try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; }
  }
  function keep(waiting) {
    const marks = [];
    for (const [name, value] of new FormData(form)) if (name.startsWith("mark_") || name === "rest") marks.push([name, value]);
    try {
      localStorage.setItem(key, JSON.stringify({ sheet: field("sheet").value, once: field("once").value, marks, waiting }));
    } catch (error) { /* no room, or not allowed: the form itself is still there */ }
  }
  function forget() {
    try { localStorage.removeItem(key); } catch (error) { /* as above */ }
  }
  function newToken() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // The answer to what was sent is the page with ?done=; anything else is shown by sending the form as a page does.
  function send() {
    if (sending) return;
    sending = true;
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" })
      .then((answer) => {
        const address = new URL(answer.url);
        if (answer.ok && address.searchParams.has("done")) {
          forget();
          location.assign(address.pathname + address.search);
        } else if (answer.status >= 500) {
          throw new Error("later");
        } else if (answer.redirected && address.pathname.startsWith("/sign-in")) {
          sending = false;
          say(texts.signedOut);
        } else {
          form.submit();
        }
      })
      .catch(() => { sending = false; say(texts.kept); });
  }

  const kept = read();
  if (form.dataset.attendanceSaved) forget();
  else if (kept && !document.querySelector("#clash-title")) {
    field("sheet").value = kept.sheet;
    field("once").value = kept.once;
    for (const [name, value] of kept.marks) {
      const input = form.querySelector('[name="' + name + '"][value="' + value + '"]');
      if (input) input.checked = true;
    }
    say(texts.draft);
    if (kept.waiting) send();
  }

  form.addEventListener("input", () => {
    const before = read();
    if (before && before.waiting) field("once").value = newToken();
    keep(false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(true);
    send();
  });
  const again = () => { const now = read(); if (now && now.waiting) send(); };
  window.addEventListener("online", again);
  setInterval(again, 30000);
})();
