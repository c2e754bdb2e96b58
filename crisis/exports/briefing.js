// Draws each chart as a still picture that scales with the page, on a screen and on paper.
(async () => {
  for (const place of document.querySelectorAll("[data-figure]")) {
    const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    const { width, height } = figure.layout;
    try {
      const picture = new Image(width, height);
      picture.alt = place.getAttribute("aria-label");
      picture.src = await Plotly.toImage(figure, { format: "svg", width, height });
      await picture.decode();
      place.replaceWith(picture);
    } catch {
      place.textContent = "This chart could not be drawn here. " + place.getAttribute("aria-label");
    }
  }
  document.documentElement.dataset.drawn = "yes";
})();
