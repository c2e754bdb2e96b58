// What hostile texts made of themselves in this document: elements, handlers and addresses of theirs, also such as were gone
// again, and words that were read as formulas. Scripts of theirs would set window.harmed.
window.harm = {
  made: new Set(),
  theirs(one) {
    if (one.matches(".harm, .katex")) return true
    if (one.localName === "script") return one.textContent.trim().startsWith("window.harmed")
    return [...one.attributes].some(({ name, value }) => (
      (name.startsWith("on") && value.includes("harmed")) ||
      (/^(src|srcset|srcdoc|href|xlink:href|action|data|style|content)$/.test(name) && /javascript:|localhost:1\//i.test(value))
    ))
  },
  note(root) {
    for (const one of root.querySelectorAll("*")) {
      if (this.theirs(one)) this.made.add(one.outerHTML.slice(0, 200))
      if (one.shadowRoot) this.note(one.shadowRoot)
    }
  },
  // hover texts of many marks of every chart; how many there were. plotly leaves out hovers that come soon after one of the
  // same drawing: each is given a name of its own
  hover() {
    let shown = 0
    for (const chart of document.querySelectorAll(".js-plotly-plot")) {
      const name = chart._fullLayout._uid
      chart.calcdata.forEach(({ length, 0: { trace } }, curveNumber) => {
        const place = `${trace.xaxis ?? "x"}${trace.yaxis ?? "y"}`
        for (let pointNumber = 0; pointNumber < length; pointNumber += Math.ceil(length / 8)) {
          chart._fullLayout._uid = `${name}-${curveNumber}-${pointNumber}`
          window.Plotly.Fx.hover(chart, [{ curveNumber, pointNumber }], place)
          shown += chart.querySelectorAll(".hovertext").length
          this.note(chart)
        }
      })
      chart._fullLayout._uid = name
    }
    return shown
  },
  look() {
    this.note(document)
    return [...this.made, ...(window.harmed === undefined ? [] : [`a script ran: ${window.harmed}`])]
  },
}
new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    for (const one of addedNodes.length ? addedNodes : [target]) {
      if (one.nodeType !== Node.ELEMENT_NODE) continue
      if (window.harm.theirs(one)) window.harm.made.add(one.outerHTML.slice(0, 200))
      window.harm.note(one)
    }
  }
}).observe(document, { subtree: true, childList: true, attributes: true })
