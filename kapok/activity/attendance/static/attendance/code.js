// Counts the seconds of the code down and fetches the next one. Without script a link shows the code of the moment.
const holder = document.querySelector("[data-code-panel]");
const LATE = 2000; // after a failed fetch, try again soon

const show = (left) => {
  const words = holder.querySelector("[data-countdown]");
  const bar = holder.querySelector("[data-countbar]");
  if (words) words.textContent = String(Math.max(0, left));
  if (bar) bar.value = Math.max(0, left);
};

const begin = () => {
  const ends = Date.now() + Number(holder.querySelector("[data-seconds]").dataset.seconds) * 1000;
  const timer = setInterval(() => {
    const left = Math.ceil((ends - Date.now()) / 1000);
    show(left);
    if (left > 0 && left % 5) return;
    clearInterval(timer);
    next();
  }, 1000);
};

// Also every five seconds, so that the count of who is here stays alive.
const next = async () => {
  try {
    const answer = await fetch(holder.dataset.codePanel, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    holder.innerHTML = await answer.text();
    begin();
  } catch {
    setTimeout(next, LATE);
  }
};

const stayAwake = () => navigator.wakeLock?.request("screen").catch(() => {});
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && stayAwake());
stayAwake();
begin();
