// The theme fetches the search index and its worker on every visit; most readers never search. Hold both until they do.
(() => {
  // From a disk neither can be loaded: the theme then hides its search by itself.
  if (location.protocol === "file:") return;

  const held = [];
  let wanted = false;
  const whenWanted = (run) => (wanted ? run() : held.push(run));

  const want = () => {
    wanted = true;
    held.splice(0).forEach((run) => run());
  };

  // MkDocs names the index search/search_index.json, Zensical search.json.
  const isIndex = (url) => /\/(search|search_index)\.json$/.test(new URL(url, document.baseURI).pathname);

  const { open, send } = XMLHttpRequest.prototype;
  const indexRequests = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (isIndex(url)) indexRequests.add(this);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (indexRequests.has(this)) whenWanted(() => send.call(this, body));
    else send.call(this, body);
  };

  const start = document.baseURI; // instant navigation changes it, the theme's relative addresses stay those of the start
  const NativeWorker = window.Worker;
  class HeldWorker extends EventTarget {
    #worker;

    constructor(url) {
      super();
      whenWanted(() => {
        this.#worker = new NativeWorker(new URL(url, start));
        for (const type of ["message", "error"]) {
          this.#worker.addEventListener(type, ({ data }) => this.dispatchEvent(new MessageEvent(type, { data })));
        }
      });
    }

    postMessage(message) {
      whenWanted(() => this.#worker.postMessage(message));
    }
  }
  const isSearchWorker = (url) => /\/workers\/search\.[^/]*js$/.test(new URL(url, start).pathname);
  window.Worker = function (url, options) {
    if (!isSearchWorker(url)) return new NativeWorker(url, options);
    return wanted ? new NativeWorker(new URL(url, start)) : new HeldWorker(url);
  };

  // The field, its button and the shortcuts (/, s, f) all end in one of these.
  const isSearch = ({ target }) => target instanceof Element && target.closest("#__search, [for=__search], .md-search");
  for (const type of ["focusin", "change", "click"]) {
    document.addEventListener(type, (event) => isSearch(event) && want(), true);
  }
})();
