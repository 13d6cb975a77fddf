// What every page gets: each part finds its own marks in the document and adds to what already works.
import { closeOutside } from "./drop.js";
import { watchDialogs } from "./dialog.js";
import { watchForms } from "./forms.js";
import { keepDrafts } from "./drafts.js";
import { watchToasts } from "./toast.js";
import { watchCopy } from "./copy.js";
import { watchRegions } from "./regions.js";

watchToasts();
watchDialogs();
watchForms();
keepDrafts();
watchCopy();
watchRegions();
closeOutside();

const charts = () => {
  if (document.querySelector("[data-chart]")) import("./chart.js").then((m) => m.drawCharts());
};
charts();
document.addEventListener("htmx:afterSettle", () => {
  charts();
  watchRegions();
});
