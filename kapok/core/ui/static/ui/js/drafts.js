// A long form marked data-draft="name" is kept in this tab while it is written, so a lost session or a
// wrong turn costs nothing. Passwords, files, tokens and fields marked data-private are never kept.
const SECRET = 'input[type="password"], input[type="file"], input[type="hidden"], [data-private]';

const key = (form) => `kapok-draft:${location.pathname}:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((f) => f.name && f.type !== "submit" && !f.matches(SECRET));
const chosen = (field) => field.type === "checkbox" || field.type === "radio";

function remember(form) {
  const kept = fields(form)
    .filter((field) => !chosen(field) || field.checked)
    .map((field) => [field.name, field.value]);
  sessionStorage.setItem(key(form), JSON.stringify(kept));
}

function fill(form, kept) {
  const values = Map.groupBy ? Map.groupBy(kept, (pair) => pair[0]) : grouped(kept);
  let changed = false;
  for (const field of fields(form)) {
    const pairs = values.get(field.name) ?? [];
    if (chosen(field)) {
      const on = pairs.some((pair) => pair[1] === field.value);
      changed ||= field.checked !== on;
      field.checked = on;
    } else if (pairs.length) {
      const value = pairs.shift()[1];
      changed ||= field.value !== value;
      field.value = value;
    }
  }
  return changed;
}

function grouped(pairs) {
  const map = new Map();
  for (const pair of pairs) map.set(pair[0], [...(map.get(pair[0]) ?? []), pair]);
  return map;
}

function restore(form) {
  const kept = sessionStorage.getItem(key(form));
  const answered = form.querySelector("[data-error-summary]"); // the server already gave back what was typed
  if (!kept || answered) return;
  if (!fill(form, JSON.parse(kept))) return;
  form.querySelectorAll("[data-draft-restored]").forEach((words) => (words.hidden = false));
}

function forget(form) {
  sessionStorage.removeItem(key(form));
}

// What was sent is done with once a page answers that is neither a refusal nor the way back in.
const SENT = "kapok-draft-sent";

function forgetSent() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus || 200;
  if (sent && status < 400 && !location.pathname.startsWith("/accounts/")) sessionStorage.removeItem(sent);
}

export function keepDrafts() {
  forgetSent();
  // The page after a saved form says which draft is done with: <div data-draft-done="/path:name">.
  for (const mark of document.querySelectorAll("[data-draft-done]")) {
    sessionStorage.removeItem(`kapok-draft:${mark.dataset.draftDone}`);
  }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    restore(form);
    form.addEventListener("input", () => remember(form));
    form.addEventListener("submit", () => sessionStorage.setItem(SENT, key(form)));
    form.querySelectorAll("[data-draft-forget]").forEach((button) => {
      button.addEventListener("click", () => {
        forget(form);
        form.reset();
      });
    });
  }
}
