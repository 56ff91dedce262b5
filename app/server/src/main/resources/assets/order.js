// Proposes what the chosen product is printed on, as long as nobody has chosen something else, and says that it
// chose, so that pictures follow. Without this file it is proposed for a product that the page was opened for.
(() => {
  'use strict';
  const product = document.getElementById('product');
  const places = [...document.querySelectorAll('select[name=part]')];
  if (!product) return;
  const proposal = () => (product.selectedOptions[0]?.dataset.parts ?? '').split(' ');
  const chosen = () => places.map((place) => place.value).join(' ').trim();
  const propose = () => {
    const parts = proposal();
    places.forEach((place, i) => {
      const before = place.value;
      place.value = parts[i] ?? '';
      // A layout or sheet may be gone since.
      if (place.selectedIndex < 0) place.value = '';
      if (place.value) place.closest('details')?.setAttribute('open', '');
      if (place.value !== before) place.dispatchEvent(new Event('change', { bubbles: true }));
    });
    return chosen();
  };
  let proposed = proposal().join(' ').trim();
  // Not before those who listen are there.
  document.addEventListener('DOMContentLoaded', () => {
    if (chosen() === '') proposed = propose();
  });
  product.addEventListener('change', () => {
    if (chosen() === '' || chosen() === proposed) proposed = propose();
  });
})();
