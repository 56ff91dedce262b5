// A step answers a form. Whoever comes back to it would be asked to send that again, when it is done or spent by then; so they come to the page
// where the steps begin instead. Without this file the browser asks, and nothing is done twice.
(() => {
  'use strict';
  const { start, again } = document.currentScript.dataset;
  const lead = () => history.replaceState(history.state, '', start);
  if (again === undefined) {
    lead();
    return;
  }
  // This one only shows something, and does so again for whoever loads it again, so that what was typed is not lost. A form or a link leaves it,
  // unless the link opens something elsewhere or saves a file, as the API's addresses do.
  const opensElsewhere = (link, event) => event.ctrlKey || event.metaKey || event.shiftKey || !['', '_self'].includes(link.target);
  const saves = (link) => link.hasAttribute('download') || link.pathname.startsWith('/api/');
  document.addEventListener('submit', lead);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (link && !opensElsewhere(link, event) && !saves(link)) lead();
  });
})();
