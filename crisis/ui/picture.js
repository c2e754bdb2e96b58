// PNG and SVG of the chart on the page, drawn by the reader's own browser: the marks of the page in the frame of an export.
// A picture cannot carry the page's web font, so it is measured in the fonts it will be read in.
const FONTS = "'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

const takePicture = async (button) => {
  const place = button.closest(".pictures")
  const [layout, light] = [...place.querySelectorAll("pre")].map((part) => JSON.parse(part.textContent))
  const chart = document.querySelector(`.st-key-${place.dataset.chart} .js-plotly-plot`)
  if (!chart || !window.Plotly) return
  const marks = (light ?? chart.data).map(({ selectedpoints, ...trace }) => trace)
  const figure = { data: marks, layout: { ...layout, font: { ...layout.font, family: FONTS } }, config: {} }
  const { width, height } = layout
  const format = button.dataset.picture
  const scale = format === "png" ? 2 : 1
  await window.Plotly.downloadImage(figure, { format, width, height, scale, filename: place.dataset.filename })
}
