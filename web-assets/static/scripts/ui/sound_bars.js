// @ts-check
// Draws how loud a sound is over time: a bar for each moment, in the color of the text.

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 32;
const DISTANCE = 4;

/**
 * @param {string} className
 * @returns {SVGSVGElement}
 */
export function soundBars(className) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  return svg;
}

/**
 * @param {SVGSVGElement} svg
 * @param {number[]} levels 0 to 1, in the order of time
 */
export function drawBars(svg, levels) {
  svg.setAttribute('viewBox', `0 0 ${levels.length * DISTANCE} ${HEIGHT}`);
  const bars = levels.map((level, index) => {
    const length = Math.max(2, Math.round(level * HEIGHT));
    return `M${index * DISTANCE + DISTANCE / 2} ${(HEIGHT - length) / 2}v${length}`;
  });
  svg.firstElementChild?.setAttribute('d', bars.join(''));
}
