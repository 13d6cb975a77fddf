// Draws the figures of a chart's own table with ECharts, in the colours of the theme. ECharts is fetched
// only when a chart comes into view; without it the table stays open.
const ECHARTS = new URL(
  document.querySelector('meta[name="kapok-echarts"]').content,
  location.href,
).href;

let loading;
function echarts() {
  loading ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: ECHARTS });
    script.onload = () => done(window.echarts);
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

// The browser turns any CSS colour, color-mix and oklch included, into one that ECharts understands.
function colour(name, node) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = getComputedStyle(node).getPropertyValue(`--color-${name}`);
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return `rgba(${r}, ${g}, ${b}, ${(a / 255).toFixed(3)})`;
}

function look(node) {
  const of = (name) => colour(name, node);
  return {
    ink: of("base-content"),
    quiet: of("muted"),
    line: of("base-300"),
    paper: of("base-100"),
    tint: of("base-200"),
    series: ["primary", "secondary", "accent", "info", "success", "warning", "neutral"].map(of),
  };
}

function frame(theme, size) {
  return {
    color: theme.series,
    textStyle: { color: theme.ink, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: size },
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    // Rich text, because a strict CSP refuses the styled HTML of the default tooltip.
    tooltip: {
      renderMode: "richText",
      backgroundColor: theme.paper,
      borderColor: theme.line,
      textStyle: { color: theme.ink },
    },
    aria: { enabled: true, decal: { show: false } },
  };
}

function legend(chart, theme) {
  return chart.series.length > 1 ? { top: 0, textStyle: { color: theme.ink } } : undefined;
}

function axes(chart, theme) {
  const plain = { axisLine: { lineStyle: { color: theme.line } }, axisTick: { show: false } };
  const names = { ...plain, type: "category", data: chart.names, axisLabel: { color: theme.quiet } };
  const values = {
    ...plain,
    type: "value",
    axisLabel: { color: theme.quiet },
    splitLine: { lineStyle: { color: theme.line } },
  };
  return chart.sideways
    ? { xAxis: values, yAxis: { ...names, inverse: true } }
    : { xAxis: names, yAxis: values };
}

function series(chart) {
  const round = chart.sideways ? [0, 5, 5, 0] : [5, 5, 0, 0];
  return chart.series.map((line) => ({
    name: line.name,
    type: chart.kind,
    data: line.values,
    stack: chart.stacked ? "all" : undefined,
    ...(chart.kind === "bar"
      ? { barMaxWidth: 34, itemStyle: { borderRadius: chart.stacked ? 0 : round } }
      : { smooth: true, symbolSize: 7, lineStyle: { width: 3 }, areaStyle: { opacity: 0.1 } }),
  }));
}

function plane(chart, theme) {
  const few = chart.series.length > 1 ? 36 : 12;
  return {
    legend: legend(chart, theme),
    grid: { left: 4, right: 16, top: few, bottom: 4, containLabel: true },
    ...axes(chart, theme),
    series: series(chart),
    tooltipTrigger: "axis",
  };
}

function pie(chart, theme) {
  const data = chart.names.map((name, i) => ({ name, value: chart.series[0].values[i] }));
  return {
    series: [
      {
        type: "pie",
        radius: ["46%", "74%"],
        data,
        itemStyle: { borderColor: theme.paper, borderWidth: 2 },
        label: { color: theme.ink, formatter: "{d}%" },
        bottom: 24,
      },
    ],
    legend: { bottom: 0, textStyle: { color: theme.ink } },
  };
}

async function map(chart, theme, lib) {
  const shapes = await (await fetch(chart.geojson)).json();
  lib.registerMap(chart.geojson, shapes);
  const values = chart.series[0].values;
  return {
    visualMap: {
      min: 0,
      max: Math.max(1, ...values),
      left: 0,
      bottom: 0,
      calculable: true,
      textStyle: { color: theme.quiet },
      inRange: { color: [theme.tint, theme.series[0]] },
    },
    series: [
      {
        type: "map",
        map: chart.geojson,
        roam: false,
        data: chart.names.map((name, i) => ({ name: chart.shapes?.[i] ?? name, value: values[i] })),
        itemStyle: { areaColor: theme.tint, borderColor: theme.quiet },
        label: { show: false },
        emphasis: { label: { color: theme.ink }, itemStyle: { areaColor: theme.series[2] } },
      },
    ],
  };
}

async function option(chart, node, lib) {
  const theme = look(node);
  const base = frame(theme, document.documentElement.hasAttribute("data-care") ? 17 : 13);
  if (chart.kind === "map") return { ...base, ...(await map(chart, theme, lib)) };
  if (chart.kind === "pie") return { ...base, ...pie(chart, theme) };
  const { tooltipTrigger, ...rest } = plane(chart, theme);
  return { ...base, ...rest, tooltip: { ...base.tooltip, trigger: tooltipTrigger } };
}

async function draw(figure) {
  const lib = await echarts();
  const chart = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const canvas = figure.querySelector("[data-chart-canvas]");
  canvas.hidden = false;
  const drawn = lib.init(canvas, null, { renderer: "canvas" });
  drawn.setOption(await option(chart, figure, lib));
  figure.querySelector("[data-chart-table]").open = false;
  new ResizeObserver(() => drawn.resize()).observe(canvas);
  if (chart.urls) drawn.on("click", (at) => chart.urls[at.dataIndex] && location.assign(chart.urls[at.dataIndex]));
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      seen.unobserve(entry.target);
      draw(entry.target);
    }
  },
  { rootMargin: "200px" },
);

export function drawCharts() {
  document.querySelectorAll("[data-chart]:not([data-chart-watched])").forEach((figure) => {
    figure.dataset.chartWatched = "yes";
    seen.observe(figure);
  });
}
