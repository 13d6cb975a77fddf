// Builds what the browser gets: the style sheet, and the vendor files served by ourselves.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const source = join(root, "kapok/core/ui/assets/app.css");
const dist = join(root, "kapok/core/ui/static/ui/dist");

const VENDOR = {
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "echarts.min.js": "echarts/dist/echarts.min.js",
  "jsqr.js": "jsqr/dist/jsQR.js",
};

mkdirSync(join(dist, "vendor"), { recursive: true });
for (const [name, from] of Object.entries(VENDOR)) {
  copyFileSync(join(modules, from), join(dist, "vendor", name));
}

if (existsSync(source)) {
  const cli = join(modules, "@tailwindcss/cli/dist/index.mjs");
  const call = [cli, "-i", source, "-o", join(dist, "app.css"), "--minify"];
  if (process.argv.includes("--watch")) {
    spawn(process.execPath, [...call, "--watch"], { stdio: "inherit", cwd: root });
  } else {
    execFileSync(process.execPath, call, { stdio: "inherit", cwd: root });
  }
}
