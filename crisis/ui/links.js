// Buttons inside the desk's own HTML: data-open asks Python for evidence, data-copy puts a citation on the clipboard.
// Taps on charts ask for evidence too.
export default function ({ setTriggerValue }) {
  window.crisisDeskOpen = (token) => setTriggerValue("open", token)
  if (window.crisisDeskListens) return
  window.crisisDeskListens = true
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
  // plotly selects what was pointed at before the click, and a finger points at nothing: its taps are told here
  let pointer = ""
  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType
    const chart = event.target.closest?.(".js-plotly-plot")
    if (!chart?.on || chart.crisisDeskListens) return
    chart.crisisDeskListens = true
    chart.on("plotly_click", ({ points }) => {
      const mark = points.find(({ customdata }) => customdata)
      if (mark && pointer === "touch") window.crisisDeskOpen([...mark.customdata].join("|"))
    })
  }, true)
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-open], button[data-copy]")
    if (!button) return
    if (button.dataset.open) window.crisisDeskOpen(button.dataset.open)
    if (button.dataset.copy) {
      await copy(button.dataset.copy)
      const label = button.textContent
      button.textContent = "Copied"
      setTimeout(() => { button.textContent = label }, 1500)
    }
  })
}
