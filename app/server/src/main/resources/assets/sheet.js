// Draws the sheet from the numbers as they are typed, and shows only the fields of the chosen shape. Without this
// file people see the sheet on its alignment page.
(() => {
  'use strict';
  const form = document.getElementById('sheet-form');
  const box = document.getElementById('sheet-picture');
  if (!form || !box) return;
  const picture = box.querySelector('svg');
  const words = box.querySelector('p');
  const number = (name) => {
    const text = form.elements[name].value.trim().replace(',', '.');
    return text === '' ? NaN : Number(text);
  };
  const add = (name, numbers, bad) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(numbers).forEach(([key, value]) => shape.setAttribute(key, value));
    if (bad) shape.setAttribute('class', 'bad');
    picture.append(shape);
  };
  const draw = () => {
    const disc = form.elements.shape.value === 'disc';
    form.querySelectorAll('[data-shape]').forEach((part) => {
      part.hidden = part.dataset.shape !== form.elements.shape.value;
    });
    ['label_width', 'label_height', 'diameter'].forEach((name) => {
      const field = form.elements[name];
      field.required = !field.closest('[data-shape]').hidden;
      field.labels[0].querySelector('.optional').hidden = field.required;
    });
    const pageWidth = number('width'), pageHeight = number('height');
    const width = number(disc ? 'diameter' : 'label_width'), height = number(disc ? 'diameter' : 'label_height');
    const columns = number('columns'), rows = number('rows');
    const x0 = number('x0'), y0 = number('y0');
    const pitchX = number('pitch_x') || width, pitchY = number('pitch_y') || height;
    const known = [pageWidth, pageHeight, width, height, columns, rows].every((one) => one > 0 && one <= 5000)
      && x0 >= 0 && y0 >= 0 && columns * rows <= 5000;
    box.hidden = !known;
    if (!known) return;
    picture.replaceChildren();
    picture.setAttribute('viewBox', `-1 -1 ${pageWidth + 2} ${pageHeight + 2}`);
    add('rect', {width: pageWidth, height: pageHeight});
    let faults = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const x = x0 + column * pitchX, y = y0 + row * pitchY;
        const bad = x + width > pageWidth + 1e-9 || y + height > pageHeight + 1e-9
          || (column > 0 && pitchX < width) || (row > 0 && pitchY < height);
        if (bad) faults++;
        if (disc) {
          add('circle', {cx: x + width / 2, cy: y + width / 2, r: width / 2}, bad);
          add('circle', {cx: x + width / 2, cy: y + width / 2, r: (number('hole') || 0) / 2}, bad);
        } else {
          add('rect', {x, y, width, height, rx: number('corner') || 0}, bad);
        }
      }
    }
    words.textContent = `${columns * rows} on a page.`
      + (faults > 0 ? ` ${faults} would run off it or into another one.` : '');
  };
  form.addEventListener('input', draw);
  draw();
})();
