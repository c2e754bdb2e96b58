// PNG and SVG of the chart on the page, drawn by the reader's own browser: the marks of the page in the frame of an export.
// A picture cannot carry the page's web font, so it is measured in the fonts it will be read in.
const FONTS = "'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

export default function ({ data, parentElement }) {
  const draw = async (format) => {
    const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`)
    const Plotly = window.Plotly
    if (!chart || !Plotly) return
    const marks = (data.marks ? JSON.parse(data.marks) : chart.data).map(({ selectedpoints, ...trace }) => trace)
    const figure = { data: marks, layout: JSON.parse(data.layout), config: {} }
    figure.layout.font = { ...figure.layout.font, family: FONTS }
    const { width, height } = figure.layout
    await Plotly.downloadImage(figure, { format, width, height, scale: format === "png" ? 2 : 1, filename: data.filename })
  }
  for (const button of parentElement.querySelectorAll("button")) {
    button.setAttribute("aria-label", `${button.textContent} of ${data.title}`)
    button.onclick = () => draw(button.dataset.format)
  }
}
