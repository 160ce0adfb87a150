// The hourly bars. Only the parts of Chart.js that a bar chart needs; loaded after the first screen.
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from "chart.js";
import { Bar, bestOf, hourText } from "./model/today";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface HourChart {
  show(bars: readonly Bar[]): void;
  end(): void;
}

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function dataOf(bars: readonly Bar[]) {
  const best = bestOf(bars);
  const [primary, rest] = [token("--primary"), token("--bar-rest")];
  return {
    labels: bars.map((bar) => hourText(bar.hour)),
    datasets: [{ data: bars.map((bar) => bar.net), borderRadius: 4, maxBarThickness: 56,
      backgroundColor: bars.map((bar) => (bar === best ? primary : rest)) }],
  };
}

/** Draws the bars and keeps them; `written` words an amount. */
export function drawHours(canvas: HTMLCanvasElement, bars: readonly Bar[],
  written: (net: number) => string): HourChart {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [ink, line] = [token("--muted"), token("--hairline")];
  const font = { family: "Inter, system-ui, sans-serif", size: 13 };
  const chart = new Chart(canvas, {
    type: "bar",
    data: dataOf(bars),
    options: {
      animation: still ? false : { duration: 200 },
      maintainAspectRatio: false,
      plugins: { tooltip: { displayColors: false, bodyFont: font, titleFont: font,
        callbacks: { label: (item) => written(item.parsed.y) } } },
      scales: {
        x: { grid: { display: false, borderColor: ink }, ticks: { color: ink, font, maxRotation: 0 } },
        y: { beginAtZero: true, grid: { color: line, drawBorder: false },
          ticks: { color: ink, font, maxTicksLimit: 5, callback: (value) => written(Number(value)) } },
      },
    },
  });
  return {
    show: (next) => {
      chart.data = dataOf(next);
      chart.update();
    },
    end: () => chart.destroy(),
  };
}
