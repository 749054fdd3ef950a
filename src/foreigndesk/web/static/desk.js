// What the pages do beyond links and forms: point at marks and facts, keys, the queue, the day that is moved.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const numbers = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean);

// -- a mark shows its facts, a fact shows its words -----------------------------------------------------------------

function light(elements, on) {
  for (const element of elements) element.classList.toggle("lit", on);
}

function linked(element) {
  if (element.dataset.n !== undefined) return all(`.story [data-e~="${element.dataset.n}"]`);
  return numbers(element, "f").flatMap((n) => all(`.facts [data-n="${n}"]`));
}

function show(element, scroll) {
  const found = linked(element);
  light(all(".lit"), false);
  light(found, true);
  const side = document.querySelector(".facts");
  if (scroll && found.length && side && getComputedStyle(side).position === "sticky") {
    side.scrollTop = found[0].offsetTop - side.offsetTop - 40;
  }
}

function pointAtMarks() {
  const story = document.querySelector(".story");
  const side = document.querySelector(".facts");
  if (!story || !side) return;
  for (const kind of ["pointerover", "focusin"]) {
    story.addEventListener(kind, (event) => {
      const mark = event.target.closest("[data-f]");
      if (mark) show(mark, true);
    });
    side.addEventListener(kind, (event) => {
      const here = event.target.closest("[data-n]");
      if (here) show(here, false);
      const words = event.target.closest("[data-words]");
      if (words) show(side.querySelector(`[data-n="${words.dataset.words}"]`), false);
    });
  }
}

// -- keys -----------------------------------------------------------------------------------------------------------

function step(by) {
  const items = all("[data-item]");
  if (!items.length) return;
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.max(0, Math.min(items.length - 1, at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const views = all(".top nav a");
  if (event.key === "/") document.getElementById("q").focus();
  else if (/^[1-9]$/.test(event.key) && views[event.key - 1]) views[event.key - 1].click();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "e") document.activeElement.closest("[data-item]")?.querySelector(".why")?.click();
  else if (VERDICTS[event.key]) judge(document.activeElement.closest("[data-fact]"), VERDICTS[event.key]);
  else if (event.key === "c") correct(document.activeElement.closest("[data-fact]"));
  else return;
  event.preventDefault();
}

// -- judging: one key each ------------------------------------------------------------------------------------------

const VERDICTS = { a: "accepted", r: "rejected", u: "undo" };

function tell(words) {
  const place = document.getElementById("told");
  place.textContent = words;
  clearTimeout(tell.later);
  tell.later = setTimeout(() => { place.textContent = ""; }, 6000);
}

async function judge(fact, verdict) {
  if (!fact || fact.getAttribute("aria-busy") === "true") return;
  const judging = fact.closest(".judging");
  const fields = { form: document.body.dataset.form, fact: fact.dataset.fact, verdict, part: judging ? "judging" : "fact" };
  fact.setAttribute("aria-busy", "true");
  const answer = await fetch(verdict === "undo" ? "/review/undo" : "/review", { method: "POST", body: new URLSearchParams(fields) });
  fact.removeAttribute("aria-busy");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) return tell(page.querySelector(".problem")?.textContent ?? "That did not work.");
  const fresh = page.querySelector(".fact");
  const anchor = fact.querySelector("[data-words]");  // what the page knows of the fact besides
  for (const name of ["id", "data-n"]) if (fact.hasAttribute(name)) fresh.setAttribute(name, fact.getAttribute(name));
  if (anchor) {
    fresh.querySelector("blockquote")?.remove();
    fresh.querySelector(".why").before(anchor, " ");
  }
  fact.replaceWith(fresh);
  const left = document.getElementById("left");
  if (left) left.replaceWith(page.getElementById("left"));
  fresh.focus();
  tell(verdict === "undo" ? "Taken back." : `${verdict === "accepted" ? "Accepted" : "Rejected"}. The key u takes it back.`);
  if (judging && verdict !== "undo") step(1);
}

function correct(fact) {
  const link = fact?.querySelector(".judge");
  if (link) location.assign(`${link.getAttribute("href")}&${new URLSearchParams({ back: location.pathname + location.search + location.hash })}`);
}

function judgeByButtons() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-verdict]");
    if (!button) return;
    event.preventDefault();
    judge(button.closest("[data-fact]"), button.dataset.verdict);
  });
}

// -- parts of a page that are fetched anew --------------------------------------------------------------------------

async function part(address, selector) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(selector);
}

async function followQueue() {
  let queue = document.getElementById("queue");
  const wasBusy = queue?.dataset.busy === "yes";
  while (queue?.dataset.busy === "yes") {
    await new Promise((done) => setTimeout(done, 700));
    const fresh = await part(queue.dataset.live, "#queue");
    if (!fresh) return;
    if (fresh.innerHTML !== queue.innerHTML) queue.replaceWith(fresh);
    queue = document.getElementById("queue");
    queue.dataset.busy = fresh.dataset.busy;
  }
  if (wasBusy) {
    const table = await part("/reports", "main .scroll");
    const old = document.querySelector("main .scroll");
    if (table && old) old.replaceWith(table);
    else if (table) location.reload();
  }
}

// -- the day that is moved ------------------------------------------------------------------------------------------

let asked = 0;

async function again(form) {
  const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const address = `${form.getAttribute("action")}?${fields}`;
  const shown = document.querySelector(form.dataset.liveForm);
  const number = ++asked;
  shown.setAttribute("aria-busy", "true");
  const fresh = await part(address, form.dataset.liveForm);
  if (number !== asked) return;
  if (!fresh) return form.requestSubmit();
  shown.replaceWith(fresh);
  history.replaceState(null, "", address);
  const small = document.querySelector("h1 small");
  const day = form.querySelector("[name=as_of]");
  if (small && day) small.textContent = `as of ${day.value}`;
}

function moveDays() {
  for (const slider of all("input[data-low]")) {
    const field = document.getElementById(slider.dataset.field);
    const low = Date.parse(`${slider.dataset.low}T00:00:00Z`);
    slider.addEventListener("input", () => {
      field.value = new Date(low + slider.value * 86400000).toISOString().slice(0, 10);
      slider.setAttribute("aria-valuetext", field.value);
    });
    slider.addEventListener("change", () => again(slider.form));
    field.addEventListener("change", () => {
      if (field.value) slider.value = Math.round((Date.parse(`${field.value}T00:00:00Z`) - low) / 86400000);
    });
  }
  for (const form of all("[data-live-form]")) {
    form.querySelector("[name=as_of]")?.addEventListener("change", (event) => event.target.value && again(form));
  }
}

document.addEventListener("keydown", keys);
for (const button of all("[data-print]")) button.addEventListener("click", () => print());
pointAtMarks();
judgeByButtons();
moveDays();
followQueue();
