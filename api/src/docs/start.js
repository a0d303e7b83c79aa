// The viewer without its bar, and with names for what it leaves nameless.
(function () {
  'use strict';
  var root = document.getElementById('document');

  function name(selector, text) {
    root.querySelectorAll(selector).forEach(function (element) {
      if (!element.getAttribute('aria-label') && !element.getAttribute('aria-labelledby')) {
        element.setAttribute('aria-label', text(element));
      }
    });
  }

  /** The words of the row a field stands in. */
  function row(element) {
    var line = element.closest('tr, .parameters, .opblock-section, .scheme-container');
    var told = line && line.querySelector('.parameter__name, h4, .servers-title');
    return told ? told.textContent.trim() : 'Value';
  }

  function mend() {
    name('select', row);
    name('input:not([type=hidden])', row);
    name('textarea', row);
    name('button', function (button) {
      return button.textContent.trim() || button.title || 'Open';
    });
    // A link within a button is no second stop; the button opens what the link names.
    root.querySelectorAll('.opblock-summary-control a[href]').forEach(function (link) {
      link.removeAttribute('href');
    });
    // The tags stand right below the title.
    root.querySelectorAll('h3.opblock-tag').forEach(function (heading) {
      heading.setAttribute('role', 'heading');
      heading.setAttribute('aria-level', '2');
    });
    // What scrolls is reached by the keyboard.
    root.querySelectorAll('pre, .opblock-summary-path, .table-container').forEach(function (element) {
      if (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight) {
        element.setAttribute('tabindex', '0');
      }
    });
  }

  window.addEventListener('load', function () {
    window.SwaggerUIBundle({
      url: '/api/v1/openapi.json',
      domNode: root,
      deepLinking: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: -1,
      validatorUrl: null,
      syntaxHighlight: false,
      presets: [window.SwaggerUIBundle.presets.apis],
    });
    var waiting = false;
    new MutationObserver(function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () {
        waiting = false;
        mend();
      });
    }).observe(root, { childList: true, subtree: true });
  });
})();
