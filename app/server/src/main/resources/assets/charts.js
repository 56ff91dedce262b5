// Draws each table that stands in a chart, and folds the table away.
(() => {
  const language = document.documentElement.lang;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const rowsOf = (table) =>
    [...table.tBodies[0].rows]
      .map((row) => ({
        label: row.cells[0].textContent.trim(),
        values: [...row.querySelectorAll("[data-value]")].map((cell) => Number(cell.dataset.value)),
      }))
      .filter((row) => row.values.length > 0);

  // Names that are too long for the place beside their bars go on below.
  const lines = (text) =>
    text.split(" ").reduce((all, word) => {
      const last = all[all.length - 1];
      return all.length > 0 && (last + word).length < 20 ? [...all.slice(0, -1), `${last} ${word}`] : [...all, word];
    }, []);

  // Asked for each time that a chart is drawn, since people change between light and dark.
  const faint = () => token("--faint");
  const line = () => token("--line");

  const draw = (figure) => {
    const table = figure.querySelector("table");
    const rows = rowsOf(table);
    if (rows.length === 0) {
      return null;
    }
    const lying = figure.dataset.bars === "lying";
    const number = new Intl.NumberFormat(language);
    const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const plot = document.createElement("div");
    plot.className = "plot";
    plot.style.height = lying ? `${rows.length * 2.4 + 2.5}rem` : "14rem";
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", figure.querySelector("figcaption").textContent.trim());
    plot.append(canvas);
    const details = figure.querySelector("details");
    figure.insertBefore(plot, details);
    details.open = false;
    const counts = { beginAtZero: true, ticks: { precision: 0, color: faint }, grid: { color: line } };
    const names = { grid: { display: false }, ticks: { autoSkip: !lying, maxRotation: 0, color: faint } };
    return new Chart(canvas, {
      type: "bar",
      data: {
        // Where there is room, the number stands beside the name.
        labels: rows.map((row) => (lying ? lines(`${row.label}: ${number.format(row.values[0])}`) : row.label)),
        datasets: rows[0].values.map((_, i) => ({
          label: headings[i + 1],
          data: rows.map((row) => row.values[i]),
          backgroundColor: () => token(i === 0 ? "--accent" : "--faint"),
          borderRadius: 3,
          maxBarThickness: 40,
        })),
      },
      options: {
        locale: language,
        animation: false,
        maintainAspectRatio: false,
        indexAxis: lying ? "y" : "x",
        plugins: { legend: { display: rows[0].values.length > 1, labels: { color: faint } } },
        scales: lying ? { x: counts, y: names } : { x: names, y: counts },
      },
    });
  };

  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  const charts = [...document.querySelectorAll("figure.chart")].map(draw).filter((chart) => chart);
  dark.addEventListener("change", () => charts.forEach((chart) => chart.update("none")));
  // On paper the table says more.
  addEventListener("beforeprint", () => document.querySelectorAll("figure.chart details").forEach((details) => (details.open = true)));
})();
