// Menus made of <details data-drop> close on Escape, on a click elsewhere and when another opens.
export function closeOutside() {
  const shut = (except) =>
    document.querySelectorAll("details[data-drop][open]").forEach((d) => {
      if (d !== except) d.open = false;
    });
  document.addEventListener("click", (event) => shut(event.target.closest("details[data-drop]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-drop][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}
