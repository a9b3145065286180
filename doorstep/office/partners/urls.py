"""The addresses of the screens about partners."""

from django.urls import URLPattern, path

from doorstep.office.partners import acts, applications, letters, pages, plants, scholarships

PARTNER = "partners/<uuid:partner_id>/"
ACT = "partners/acts/<uuid:joint_act_id>/"
SCHOLARSHIP = "scholarships/<uuid:scholarship_id>/"
APPLICATION = "scholarships/applications/<uuid:application_id>/"
PLANT = "partners/plants/<uuid:plant_id>/"

PARTNERS: list[URLPattern] = [
    path("partners/", pages.partners, name="partners"),
    path("partners/new/", pages.partner_new, name="partner-new"),
    path(PARTNER, pages.partner, name="partner"),
    path(f"{PARTNER}act/", acts.act_new, name="joint-act-new"),
    path(f"{PARTNER}back/", pages.partner_back, name="partner-back"),
    path(f"{PARTNER}change/", pages.partner_change, name="partner-change"),
    path(f"{PARTNER}end/", pages.partner_end, name="partner-end"),
    path(f"{PARTNER}read/", acts.acts_read, name="joint-acts-read"),
    path(f"{PARTNER}plant/", plants.plant_new, name="plant-new"),
    path(ACT, acts.act, name="joint-act"),
    path(f"{ACT}change/", acts.act_change, name="joint-act-change"),
    path(PLANT, plants.plant, name="plant"),
    path(f"{PLANT}built/", plants.plant_built, name="plant-built"),
    path(f"{PLANT}change/", plants.plant_change, name="plant-change"),
    path("scholarships/", scholarships.scholarships, name="scholarships"),
    path("scholarships/new/", scholarships.scholarship_new, name="scholarship-new"),
    path(SCHOLARSHIP, scholarships.scholarship, name="scholarship"),
    path(f"{SCHOLARSHIP}apply/", scholarships.scholarship_apply, name="scholarship-apply"),
    path(APPLICATION, applications.application, name="application"),
    path(f"{APPLICATION}answer/", applications.appeal_answer, name="appeal-answer"),
    path(f"{APPLICATION}appeal/", applications.application_appeal, name="application-appeal"),
    path(f"{APPLICATION}decide/", applications.application_decide, name="application-decide"),
    path(f"{APPLICATION}letter/", letters.application_letter, name="application-letter"),
    path(f"{APPLICATION}pay/", applications.application_pay, name="application-pay"),
    path(f"{APPLICATION}withdraw/", applications.application_withdraw, name="application-withdraw"),
]
