"""The roots of everything that is served."""

from django.urls import include, path

from openbill.console.pages.failures import page_missing
from openbill.project.health import alive, ready

urlpatterns = [
    path("health/alive", alive, name="health-alive"),
    path("health/ready", ready, name="health-ready"),
    path("api/", include("openbill.api.urls")),
    # Whoever was invited has the address that was invited; nobody changes it alone.
    path("account/email/", page_missing),
    path("account/signup/", page_missing),
    path("account/", include("allauth.urls")),
    path("", include("openbill.console.routes.paying")),
    path("", include("openbill.console.routes.signing")),
    path("", include("openbill.console.urls")),
]

handler400 = "openbill.project.failures.bad_request"
handler403 = "openbill.console.pages.failures.forbidden"
handler404 = "openbill.console.pages.failures.page_missing"
handler429 = "openbill.console.pages.failures.too_many_attempts"
handler500 = "openbill.project.failures.fault_of_ours"
