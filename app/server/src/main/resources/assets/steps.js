// A step answers a form. Whoever comes back to it would be asked to send that again, when it is done or spent by then; so they come to the page
// where the steps begin instead. Without this file the browser asks, and nothing is done twice.
history.replaceState(history.state, '', document.currentScript.dataset.start);
