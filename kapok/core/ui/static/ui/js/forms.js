// One press, one request: a sent form stays quiet until the answer or until the page comes back.
function hush(form, submitter) {
  form.dataset.sent = "yes";
  submitter?.setAttribute("aria-busy", "true");
}

function wake() {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((b) => b.removeAttribute("aria-busy"));
  });
}

function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-many") || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else hush(form, event.submitter);
}

export function watchForms() {
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", wake);
  document.addEventListener("htmx:afterRequest", wake);
  document.querySelector("[data-error-summary]")?.focus();
}
