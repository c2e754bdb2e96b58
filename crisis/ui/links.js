// Buttons inside the desk's own HTML: data-open asks Python for evidence, data-copy puts a citation on the clipboard.
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
