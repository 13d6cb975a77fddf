// `<a href="#id" data-dialog-open>` opens the <dialog id>; without script :target does.
function opened(link) {
  const dialog = document.getElementById(link.hash.slice(1));
  return dialog instanceof HTMLDialogElement ? dialog : null;
}

function onClick(event) {
  const open = event.target.closest("a[data-dialog-open]");
  if (open && opened(open)) {
    event.preventDefault();
    opened(open).showModal();
    return;
  }
  const close = event.target.closest("[data-dialog-close]");
  if (close) {
    event.preventDefault();
    close.closest("dialog").close();
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  } else if (event.target instanceof HTMLDialogElement) {
    event.target.close(); // the backdrop
  }
}

export function watchDialogs() {
  document.addEventListener("click", onClick);
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked instanceof HTMLDialogElement && !asked.open) asked.showModal();
}
