"""The pages: a module each, all state in the query string."""

from foreigndesk.web.pages import actors, entrance, facts, places, relations, reports, review

ROUTERS = (reports.router, facts.router, relations.router, actors.router, places.router, review.router, entrance.router)
