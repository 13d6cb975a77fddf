// A choice of place in steps. The server gives one <select data-region-cascade="URL" name="region"> that
// works alone; here it becomes province → prefecture → county, each asked of URL?parent=CODE, which
// answers [{"code": …, "name": …, "leaf": …}]; a leaf has no further step. The hidden field keeps the deepest choice.
async function children(url, parent) {
  const answer = await fetch(`${url}?parent=${encodeURIComponent(parent)}`, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : [];
}

function choice(cascade, level, options, chosen) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", `${cascade.label} ${level + 1}`);
  select.append(new Option("—", ""));
  for (const place of options) {
    select.append(new Option(place.name, place.code, false, place.code === chosen));
    if (place.leaf) cascade.leaves.add(place.code);
  }
  select.addEventListener("change", () => picked(cascade, level, select.value));
  return select;
}

async function picked(cascade, level, code) {
  cascade.selects.splice(level + 1).forEach((select) => select.remove());
  cascade.field.value = code || (level ? cascade.selects[level - 1].value : "");
  cascade.field.dispatchEvent(new Event("input", { bubbles: true }));
  if (code && !cascade.leaves.has(code)) await offer(cascade, code);
}

async function offer(cascade, parent, chosen = "") {
  const options = await children(cascade.url, parent);
  if (!options.length) return;
  const select = choice(cascade, cascade.selects.length, options, chosen);
  cascade.selects.push(select);
  cascade.box.append(select);
}

async function enhance(select) {
  const box = document.createElement("div");
  box.className = "grid gap-2 sm:grid-cols-3";
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: select.name, value: select.value });
  const label = select.labels?.[0]?.textContent.trim() ?? select.name;
  const cascade = { url: select.dataset.regionCascade, label, box, field, selects: [], leaves: new Set() };
  const path = (select.dataset.regionPath ?? "").split(",").filter(Boolean);
  await offer(cascade, "", path[0]);
  for (let i = 0; i < path.length; i += 1) {
    if (!cascade.leaves.has(path[i])) await offer(cascade, path[i], path[i + 1]);
  }
  if (!cascade.selects.length) return;
  cascade.selects[0].id = select.id;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) cascade.selects[0].setAttribute(name, select.getAttribute(name));
  }
  select.replaceWith(box, field);
}

export function watchRegions() {
  document.querySelectorAll("select[data-region-cascade]").forEach(enhance);
}
