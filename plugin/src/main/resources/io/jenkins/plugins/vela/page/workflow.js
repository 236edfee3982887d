/* Shows the workflows of a page, keeps them current, and carries out what a person wants of them. */
(function (page) {
  "use strict";
  const element = page.element;
  const PAUSE = 1500;

  /** One workflow on the page. */
  class Workflow {
    constructor(area) {
      this.address = area.dataset.address;
      this.isCompact = area.dataset.compact === "true";
      this.problem = element("p", "", { class: "vela-problem", role: "alert" });
      this.words = element("span", "", { role: "status" });
      this.time = element("span");
      this.overview = element("div");
      this.panel = new page.Panel(this.address);
      area.append(element("p", "", { class: "vela-state" }, [this.words, this.time]), this.problem, this.overview);
      if (!this.isCompact) {
        area.append(this.panel.element);
        window.addEventListener("hashchange", () => this.draw());
      }
    }

    follow() {
      if (document.hidden) {
        setTimeout(() => this.follow(), PAUSE);
        return;
      }
      this.refresh().then(
        (changes) => changes && setTimeout(() => this.follow(), PAUSE),
        () => setTimeout(() => this.follow(), 5 * PAUSE),
      );
    }

    refresh() {
      return page.json(this.address + "status").then((state) => {
        this.state = state;
        this.draw();
        // a list of many asks only for those that go on
        return state.live || (state.building && !this.isCompact);
      });
    }

    /** The step in the address; else the one that a person wants to see first. */
    selected() {
      const all = (this.state.nodes || []).concat(this.state.groups || []);
      const phase = (name) => all.find((node) => node.phase === name);
      return (
        all.find((node) => page.anchor(node.name) === location.hash) || phase("failed") || phase("suspending") || phase("running") || all[0]
      );
    }

    draw() {
      const state = this.state;
      this.words.textContent = [state.phase, state.message].filter((word) => word).join(": ");
      this.time.textContent = state.seconds === undefined ? "" : ", " + page.seconds(state.seconds);
      const selected = this.isCompact ? undefined : this.selected();
      const shown = JSON.stringify(state) + (selected ? selected.name : "");
      if (this.shown !== shown) {
        this.shown = shown;
        this.keep(() => {
          this.overview.replaceChildren(page.picture(state, selected && selected.name));
          if (!this.isCompact) {
            this.overview.append(this.operations(), this.steps(selected));
            if (state.began) {
              this.overview.prepend(this.beginning(state.began));
            }
          }
        });
      }
      if (selected) {
        this.panel.show(selected);
      }
    }

    /** What a person is typing and where they are must survive a new drawing. */
    keep(draw) {
      const active = document.activeElement;
      const mark = active && this.overview.contains(active) ? active.dataset.keep : undefined;
      const typed = new Map();
      this.overview.querySelectorAll("input[data-keep]").forEach((input) => typed.set(input.dataset.keep, input.value));
      draw();
      this.overview.querySelectorAll("[data-keep]").forEach((one) => {
        if (typed.has(one.dataset.keep)) {
          one.value = typed.get(one.dataset.keep);
        }
        if (mark !== undefined && one.dataset.keep === mark) {
          one.focus({ preventScroll: true });
        }
      });
    }

    // ---- what a person may do ----

    button(label, operation, values, kind) {
      const made = element("button", label, {
        type: "button",
        class: "jenkins-button " + (kind || ""),
        "data-keep": operation + "-" + (values().step || ""),
      });
      if (values().step) {
        made.setAttribute("aria-label", `${label}: ${values().step}`);
      }
      made.addEventListener("click", () => this.post(operation, values()));
      return made;
    }

    post(operation, values) {
      fetch(this.address + operation, {
        method: "POST",
        headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
        body: new URLSearchParams(values),
      })
        .then((response) => {
          if (response.status === 201) {
            this.problem.textContent = "A new build is on its way.";
            this.go(response.headers.get("Location"));
          } else if (response.ok || response.redirected) {
            this.problem.textContent = "";
          } else if (response.status === 409 || response.status === 400) {
            return response.text().then((reason) => {
              this.problem.textContent = reason;
            });
          } else {
            this.problem.textContent =
              response.status === 403 ? "You may not do that." : "It did not work: " + response.status;
          }
          return undefined;
        })
        .catch(() => {
          this.problem.textContent = "The controller does not answer.";
        })
        .then(() => this.refresh());
    }

    /** Goes to a build once it has left the queue. */
    go(item) {
      page.json(item + "api/json?tree=cancelled,executable[number]").then(
        (queued) => {
          if (queued.executable) {
            location.assign("../../../" + queued.executable.number + "/");
          } else if (!queued.cancelled) {
            setTimeout(() => this.go(item), PAUSE);
          }
        },
        () => {},
      );
    }

    beginning(began) {
      const build = element("a", "#" + began.build, { href: `../../../${began.build}/vela/${began.node}/`, "data-keep": "began" });
      return element("p", "It began in ", {}, [build, element("span", "; what that had done was not done again.")]);
    }

    decision(step) {
      const comment = element("input", "", {
        class: "jenkins-input",
        type: "text",
        placeholder: "Comment",
        "aria-label": "Comment on " + step.name,
        "data-keep": "comment-" + step.name,
      });
      const values = () => ({ step: step.name, comment: comment.value });
      return element("div", "", { class: "vela-buttons" }, [
        comment,
        this.button("Approve", "approve", values, "jenkins-button--primary"),
        this.button("Reject", "reject", values),
      ]);
    }

    operations() {
      const state = this.state;
      const row = element("div", "", { class: "vela-buttons" });
      if (state.live && state.may.build && !state.finished) {
        row.append(
          state.suspended
            ? this.button("Resume", "resume", () => ({}))
            : this.button("Suspend", "suspend", () => ({})),
        );
      }
      if (state.live && state.may.cancel) {
        row.append(this.button("End", "terminate", () => ({}), "jenkins-!-destructive-color"));
      }
      return row;
    }

    steps(selected) {
      const head = element("tr");
      ["Step", "Type", "State", "Time", "Message"].forEach((title) =>
        head.append(element("th", title, { scope: "col" })),
      );
      const body = element("tbody");
      (this.state.nodes || []).forEach((node) => body.append(this.row(node, selected)));
      return element("table", "", { class: "jenkins-table vela-steps" }, [element("thead", "", {}, [head]), body]);
    }

    row(node, selected) {
      const state = this.state;
      const name = element("a", (node.group ? node.group + " / " : "") + node.name, {
        href: page.anchor(node.name),
        "data-keep": "row-" + node.name,
      });
      const message = element("td", node.message || "");
      if (node.approvers && node.approvers.length) {
        message.append(element("div", "To be approved by " + node.approvers.join(" or ")));
      }
      if (node.decision && node.decision !== node.message) {
        message.append(element("div", node.decision));
      }
      if (state.live && node.phase === "suspending") {
        message.append(this.decision(node));
      }
      const restarts = state.live ? state.finished && state.may.build : state.may.restart;
      if (restarts && node.phase === "failed") {
        const label = state.live ? "Restart from here" : "Restart from here in a new build";
        message.append(
          element("div", "", { class: "vela-buttons" }, [this.button(label, "restart", () => ({ step: node.name }))]),
        );
      }
      return element("tr", "", selected && node.name === selected.name ? { class: "vela-selected" } : {}, [
        element("td", "", {}, [name]),
        element("td", node.type),
        element("td", page.words(node), { class: "vela-" + node.phase }),
        element("td", page.seconds(node.seconds)),
        message,
      ]);
    }
  }

  document.addEventListener("DOMContentLoaded", () =>
    document.querySelectorAll(".vela-workflow").forEach((area) => new Workflow(area).follow()),
  );
})(window.velaPage);
