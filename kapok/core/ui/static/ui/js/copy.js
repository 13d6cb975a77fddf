// <button data-copy="#id" data-copied="Copied"> copies the text of another element and says so.
async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
  const words = button.querySelector("[data-copy-words]") ?? button;
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  setTimeout(() => (words.textContent = before), 2500);
}

export function watchCopy() {
  document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = !navigator.clipboard));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
}
