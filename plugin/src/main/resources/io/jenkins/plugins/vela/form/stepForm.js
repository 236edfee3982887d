/*
 * A form for the values of a step: draws the controls of its model over a text area that holds the values as JSON, which is
 * what the page submits. Without this script the text area is the form.
 */
(function () {
  "use strict";
  const PAUSE = 400;
  const UNKNOWN = "There is no such step now, or its definition is broken. The values below are kept as they are.";
  // parts of a page that are drawn later bring this script with them again
  const ready = (window.velaFormsReady = window.velaFormsReady || new WeakSet());
  const element = window.velaControls.element;

  function parse(text, otherwise) {
    try {
      return text.trim() === "" ? otherwise : JSON.parse(text);
    } catch (notJson) {
      return undefined;
    }
  }

  function post(address, values) {
    const body = Object.entries(values)
      .map(([key, value]) => encodeURIComponent(key) + "=" + encodeURIComponent(value))
      .join("&");
    return fetch(address, {
      method: "post",
      headers: window.crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: body,
    }).then((response) => {
      if (!response.ok) {
        throw new Error("the server answers " + response.status);
      }
      return response.json();
    });
  }

  /* The choice of a step type that belongs to a form: the nearest one around it. */
  function typeField(box) {
    for (let around = box; around; around = around.parentElement) {
      const found = around.querySelector("select.vela-form__type");
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  function start(box) {
    if (ready.has(box)) {
      return;
    }
    ready.add(box);
    const area = box.querySelector("textarea.vela-form__json");
    const strict = box.dataset.strict === "true";
    const type = box.dataset.chooses === "true" ? typeField(box) : undefined;
    // what a copied form has drawn belongs to the other form
    box.querySelectorAll(".vela-form__body").forEach((old) => old.remove());
    const body = element("div", { class: "vela-form__body" });
    const problems = element("div", { class: "error vela-form__problems", role: "alert" });
    const controls = element("div", {});
    const toggle = window.velaControls.button("Edit as JSON", "Edit the values as JSON", () => {
      if (area.hidden) {
        area.hidden = false;
        controls.hidden = true;
        toggle.textContent = "Edit in the form";
        area.focus();
      } else {
        draw();
      }
    });
    body.appendChild(controls);
    body.appendChild(problems);
    body.appendChild(toggle);
    box.appendChild(body);

    const given = parse(box.dataset.form || "", {}) || {};
    const form = { credentials: given.credentials || [], changed: changed };
    let model = given.model || undefined;
    let root;
    let timer;
    let asked = 0;

    function say(text) {
      problems.textContent = text;
      problems.hidden = text === "";
    }

    function currentType() {
      return type ? type.value : box.dataset.type || "";
    }

    function draw() {
      const values = parse(area.value, {});
      root = undefined;
      controls.textContent = "";
      controls.hidden = false;
      toggle.hidden = !model;
      if (!model || values === undefined) {
        area.hidden = false;
        say(model ? "This is not JSON; correct it to see the form." : currentType() ? UNKNOWN : "");
        return;
      }
      say("");
      root = window.velaControls.draw(model, values, form, { root: true, alternative: true });
      controls.appendChild(root.element);
      area.hidden = true;
      toggle.textContent = "Edit as JSON";
      check();
    }

    function changed() {
      if (!root) {
        return;
      }
      const values = root.get();
      area.value = JSON.stringify(values === undefined ? {} : values);
      area.dispatchEvent(new Event("change", { bubbles: true }));
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    }

    function show(found) {
      box.querySelectorAll(".vela-form__problem").forEach((old) => {
        old.hidden = true;
        old.textContent = "";
      });
      const elsewhere = [];
      let first;
      found.forEach((problem) => {
        let place;
        let at = root;
        problem.path.some((segment) => {
          const next = at ? at.child(segment) : undefined;
          place = next || place;
          at = next ? next.control : undefined;
          return !next;
        });
        if (place) {
          place.problem.textContent = (place.problem.textContent ? place.problem.textContent + " " : "") + problem.message;
          place.problem.hidden = false;
          first = first || place;
        } else {
          const name = problem.path.join(".");
          elsewhere.push((name ? name + ": " : "") + problem.message);
        }
      });
      say(elsewhere.join(" "));
      return first;
    }

    function missing() {
      return root ? root.missing([]).map((path) => ({ path: path, message: "This is required." })) : [];
    }

    function check() {
      const local = missing();
      if (local.length > 0 || !box.dataset.problems) {
        // required fields are not complained about before anybody has filled in anything
        show(strict && area.dataset.tried !== "true" ? [] : local);
        return;
      }
      const number = ++asked;
      post(box.dataset.problems, { type: currentType(), values: area.value })
        .then((found) => {
          if (number === asked && root) {
            show(found);
          }
        })
        .catch((error) => {
          if (number === asked) {
            say("The values could not be checked: " + error.message);
          }
        });
    }

    box.addEventListener("input", (event) => event.target !== area && changed());
    box.addEventListener("change", (event) => event.target !== area && changed());
    if (type) {
      type.addEventListener("change", () => {
        if (type.value === box.dataset.type) {
          return;
        }
        box.dataset.type = type.value;
        post(box.dataset.address, { type: type.value })
          .then((found) => {
            model = found.model || undefined;
            form.credentials = found.credentials || [];
            draw();
          })
          .catch((error) => say("The form could not be loaded: " + error.message));
      });
    }
    if (strict && area.form) {
      area.form.addEventListener(
        "submit",
        (event) => {
          area.dataset.tried = "true";
          const local = missing();
          if (local.length > 0) {
            event.preventDefault();
            event.stopImmediatePropagation();
            const first = show(local);
            if (first && first.control.field) {
              first.control.field.focus();
            }
          }
        },
        true,
      );
    }
    draw();
  }

  window.Behaviour.specify(".vela-form", "vela-form", 0, start);
  document.querySelectorAll(".vela-form").forEach(start);
})();
