// Buttons inside the desk's own HTML: data-open asks Python for evidence, data-copy puts a citation on the clipboard,
// data-picture takes a chart away; see picture.js, which stands before this.
// Taps on charts ask for evidence too.
export default function ({ setTriggerValue }) {
  window.crisisDeskOpen = (token) => setTriggerValue("open", token)
  if (window.crisisDeskListens) return
  window.crisisDeskListens = true
  // Streamlit 1.67 forgets what it read from an address where the next run is of another page: let one of this page come first
  if (location.search) setTriggerValue("open", "nothing")
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      const area = document.createElement("textarea")
      area.value = text
      document.body.append(area)
      area.select()
      document.execCommand("copy")
      area.remove()
    }
  }
  // A finger that swipes over a chart scrolls the page: desk.css takes charts off touch. Its taps are asked for here.
  const tapped = (chart, event) => {
    const plot = [...chart.querySelectorAll(".nsewdrag")].find((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect()
      return left <= event.clientX && event.clientX <= right && top <= event.clientY && event.clientY <= bottom
    })
    if (!plot || !window.Plotly) return
    const open = ({ points }) => {
      const mark = points.find(({ customdata }) => customdata)
      if (mark) window.crisisDeskOpen([...mark.customdata].join("|"))
    }
    chart.on("plotly_hover", open)
    window.Plotly.Fx.hover(chart, { clientX: event.clientX, clientY: event.clientY, target: plot }, plot.dataset.subplot)
    chart.removeListener("plotly_hover", open)
  }
  document.addEventListener("click", (event) => {
    const chart = event.pointerType === "touch" && event.target.closest?.(".js-plotly-plot")
    if (chart) tapped(chart, event)
  })
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-open], button[data-copy], button[data-picture]")
    if (!button) return
    if (button.dataset.picture) await takePicture(button)
    if (button.dataset.open) window.crisisDeskOpen(button.dataset.open)
    if (button.dataset.copy) {
      await copy(button.dataset.copy)
      const label = button.textContent
      button.textContent = "Copied"
      setTimeout(() => { button.textContent = label }, 1500)
    }
  })
}
