// Texts of a drawing that reach over its edge, over what clips them, or over the coloured box they stand in: a reader sees
// them cut.
() => {
  const drawing = document.querySelector("svg")
  const edges = (text) => {
    const found = [drawing.getBoundingClientRect()]
    for (let one = text; one !== drawing; one = one.parentElement) {
      const clip = one.getAttribute("clip-path")?.match(/#([^"')]+)/)
      const rect = clip && drawing.querySelector(`[id="${clip[1]}"] rect`)
      if (!rect) continue
      const { a, d, e, f } = one.getScreenCTM()
      const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)))
      found.push(new DOMRect(e + a * x, f + d * y, a * width, d * height))
    }
    const ground = text.parentElement.querySelector("rect.bg")
    if (ground && !/rgba?\(255, 255, 255|, 0\)/.test(getComputedStyle(ground).fill)) found.push(ground.getBoundingClientRect())
    return found
  }
  return [...drawing.querySelectorAll("text")]
    .filter((text) => {
      const box = text.getBoundingClientRect()
      const over = (edge) =>
        box.left < edge.left - 2 || box.right > edge.right + 2 || box.top < edge.top - 2 || box.bottom > edge.bottom + 2
      return box.width > 0 && edges(text).some(over)
    })
    .map((text) => text.textContent)
}
