"""The office's screens."""

from django.urls import URLPattern, path

from doorstep.office import channels, figures, language, look, method, pack
from doorstep.office.activities.urls import ACTIVITIES
from doorstep.office.campaigns.urls import CAMPAIGNS
from doorstep.office.decisions import acting as deciding
from doorstep.office.decisions import pages as decisions
from doorstep.office.decisions.reviews import reviews
from doorstep.office.entry import duties, locking, my_account, people, places
from doorstep.office.entry.joining import join
from doorstep.office.entry.set_up import set_up_page
from doorstep.office.held import pages as held
from doorstep.office.held import proposals as held_proposals
from doorstep.office.helpers import devices
from doorstep.office.helpers import pages as helper_pages
from doorstep.office.households import changes, erasing, listing, members, merging, pages, paper
from doorstep.office.imports import columns
from doorstep.office.imports import pages as imports
from doorstep.office.jobs.urls import JOBS
from doorstep.office.meetings.urls import MEETINGS
from doorstep.office.money.urls import MONEY
from doorstep.office.needs import listing as needs
from doorstep.office.needs import named
from doorstep.office.needs import pages as need_pages
from doorstep.office.needs.deeds import DEEDS
from doorstep.office.needs.raising import need_new
from doorstep.office.no_place import no_place
from doorstep.office.pairing import pairs, plan
from doorstep.office.partners.urls import PARTNERS
from doorstep.office.plans import calendars, happened
from doorstep.office.plans import explaining as explaining_plans
from doorstep.office.plans import load as plan_load
from doorstep.office.plans import making as making_plans
from doorstep.office.plans import screens as plans
from doorstep.office.points.urls import POINTS
from doorstep.office.publishing import boards
from doorstep.office.publishing.figures import public_figures
from doorstep.office.rights import (
    assessments,
    complaints,
    consents,
    diet,
    explaining,
    incidents,
    purposes,
    requests,
    texts,
)
from doorstep.office.rights.answer_letter import request_letter
from doorstep.office.rights.copies import request_copy
from doorstep.office.rounds import keying
from doorstep.office.rounds import listing as rounds
from doorstep.office.rounds import sheet as round_sheets
from doorstep.office.safeguarding import pages as guarding
from doorstep.office.safeguarding.handing import hand_over
from doorstep.office.safeguarding.naming import (
    person_safeguarding,
    person_safeguarding_end,
    person_vouch,
)
from doorstep.office.samples.urls import SAMPLES
from doorstep.office.sealed import pages as sealed
from doorstep.office.search import search
from doorstep.office.stars.urls import STARS
from doorstep.office.stations.urls import STATIONS
from doorstep.office.supervision.urls import SUPERVISION
from doorstep.office.tables import pages as tables
from doorstep.office.this_week import this_week
from doorstep.office.town import town
from doorstep.office.trail import trail
from doorstep.office.visits import amending as amending_visits
from doorstep.office.visits import joining as joining_visits
from doorstep.office.visits import listing as visits
from doorstep.office.visits import pages as visit_pages
from doorstep.office.visits import recording
from doorstep.office.works.urls import WORKS

app_name = "office"
ONE = "households/<uuid:household_id>/"
PROPOSAL = "proposals/<uuid:proposal_id>/"
PAIRING = "pairing/<uuid:household_id>/"
PERSON = "people/<uuid:account_id>/"
ASSESSMENT = "rights/assessments/<uuid:assessment_id>/"
INCIDENT = "rights/incidents/<uuid:incident_id>/"
REQUEST = "rights/<uuid:request_id>/"
TABLE, ASK = "tables/<uuid:set_id>/", "tables/asks/<uuid:ask_id>/"
UPLOAD = "imports/preview/<uuid:upload_id>/"
CHANGE = "held/register/<uuid:register_proposal_id>/"
HELD = "held/<uuid:submission_id>/"
NAMED = "needs/<uuid:need_id>/named/"
GUARDED = "safeguarding/<uuid:safeguarding_id>/"

urlpatterns: list[URLPattern] = [
    path("", this_week, name="this-week"),
    *ACTIVITIES,
    path("board/", boards.boards, name="boards"),
    path("board/new/", boards.board_new, name="board-new"),
    path("board/figures/", public_figures, name="public-figures"),
    path("board/<uuid:notice_id>/", boards.board_print, name="board-print"),
    path("board/<uuid:notice_id>/down/", boards.board_down, name="board-down"),
    path("calendar/<str:token>.ics", calendars.calendar, name="calendar"),
    path("channels/", channels.channels, name="channels"),
    path("channels/<uuid:channel_id>/test/", channels.channel_test, name="channel-test"),
    path("channels/<uuid:channel_id>/end/", channels.channel_end, name="channel-end"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/by-rules/", deciding.proposals_by_rules, name="proposals-by-rules"),
    path("decisions/reviews/", reviews, name="reviews"),
    path("devices/<uuid:device_id>/shut-out/", devices.device_shut_out, name="device-shut-out"),
    path("devices/<uuid:device_id>/wipe/", devices.device_wipe, name="device-wipe"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:key>/", figures.figure, name="figure"),
    path("households/", listing.households, name="households"),
    path("households/new/", changes.new, name="household-new"),
    path("households/duplicates/", merging.duplicates, name="duplicates"),
    path(ONE, pages.household, name="household"),
    path(f"{ONE}members/", pages.members, name="household-members"),
    path(f"{ONE}homes/", pages.homes, name="household-homes"),
    path(f"{ONE}record/", pages.record, name="household-record"),
    path(f"{ONE}print/", paper.household_print, name="household-print"),
    path(f"{ONE}change/", changes.change, name="household-change"),
    path(f"{ONE}away/", changes.away, name="household-away"),
    path(f"{ONE}home/", changes.home, name="household-home"),
    path(f"{ONE}cadence/", changes.cadence, name="household-cadence"),
    path(f"{ONE}close/", changes.close, name="household-close"),
    path(f"{ONE}reopen/", changes.reopen, name="household-reopen"),
    path(f"{ONE}erase/", erasing.erase, name="household-erase"),
    path(f"{ONE}merge/", merging.merge, name="household-merge"),
    path(f"{ONE}apart/", merging.apart, name="household-apart"),
    path(f"{ONE}circumstance/", changes.circumstance, name="household-circumstance"),
    path(
        f"{ONE}circumstance/<uuid:circumstance_id>/end/",
        changes.circumstance_end,
        name="household-circumstance-end",
    ),
    path(f"{ONE}consents/", consents.consents, name="household-consents"),
    path(f"{ONE}consent/", consents.consent, name="household-consent"),
    path(
        f"{ONE}consent/<uuid:consent_id>/withdraw/",
        consents.consent_withdraw,
        name="household-consent-withdraw",
    ),
    path(f"{ONE}members/new/", members.member_new, name="household-member-new"),
    path(f"{ONE}members/<uuid:member_id>/", members.member, name="household-member"),
    path(f"{ONE}members/<uuid:member_id>/end/", members.member_end, name="household-member-end"),
    path(f"{ONE}hand-over/", hand_over, name="hand-over"),
    path(f"{ONE}propose/", deciding.proposal_new, name="proposal-new"),
    path(f"{ONE}request/", requests.request_new, name="request-new"),
    path(f"{ONE}sealed/", sealed.sealed, name="household-sealed"),
    path(f"{ONE}sealed/let/", sealed.sealed_let, name="sealed-let"),
    path(f"{ONE}sealed/new/", sealed.sealed_new, name="sealed-new"),
    path(f"{ONE}visit/", recording.visit_new, name="visit-new"),
    path("held/", held.held, name="held"),
    path("held/register/", held_proposals.register_proposals, name="register-proposals"),
    path(
        "held/register/accept/",
        held_proposals.register_proposals_accept,
        name="register-proposals-accept",
    ),
    path(
        f"{CHANGE}accept/", held_proposals.register_proposal_accept, name="register-proposal-accept"
    ),
    path(
        f"{CHANGE}decline/",
        held_proposals.register_proposal_decline,
        name="register-proposal-decline",
    ),
    path(HELD, held.held_one, name="held-one"),
    path(f"{HELD}apply/", held.held_apply, name="held-apply"),
    path(f"{HELD}choose/<str:which>/", held.held_choose, name="held-choose"),
    path(f"{HELD}discard/", held.held_discard, name="held-discard"),
    path(f"{HELD}files/<uuid:file_id>/", held.held_file, name="held-file"),
    path(f"{HELD}mend/", held.held_mend, name="held-mend"),
    path(f"{HELD}open/", held.held_open, name="held-open"),
    path("helpers/", helper_pages.helpers, name="helpers"),
    path("helpers/new/", helper_pages.helper_new, name="helper-new"),
    path("helpers/<uuid:helper_id>/", helper_pages.helper, name="helper"),
    path("helpers/<uuid:helper_id>/devices/", devices.helper_devices, name="helper-devices"),
    path("helpers/<uuid:helper_id>/leave/", helper_pages.helper_leave, name="helper-leave"),
    path("helpers/<uuid:helper_id>/report/<str:week>/", visit_pages.report, name="report"),
    path(
        "helpers/<uuid:helper_id>/report/<str:week>/print/",
        visit_pages.report_print,
        name="report-print",
    ),
    path("imports/", imports.imports, name="imports"),
    path("imports/columns/", columns.import_columns, name="import-columns"),
    path(
        "imports/columns/<uuid:meaning_id>/drop/",
        columns.import_column_drop,
        name="import-column-drop",
    ),
    path("imports/progress/", imports.import_progress, name="import-progress"),
    path(UPLOAD, imports.import_preview, name="import-preview"),
    path(f"{UPLOAD}apply/", imports.import_apply, name="import-apply"),
    path(f"{UPLOAD}cancel/", imports.import_cancel, name="import-cancel"),
    path("imports/<uuid:import_id>/", imports.import_done, name="import"),
    path("imports/<uuid:import_id>/undo/", imports.import_undo, name="import-undo"),
    path("instance/", people.instance, name="instance"),
    path("join/<str:token>/", join, name="join"),
    path("language/", language.language, name="language"),
    path("lock/", locking.lock, name="lock"),
    path("lock/awake/", locking.awake, name="awake"),
    path("lock/open/", locking.unlock, name="unlock"),
    path("lock/switch/", locking.switch, name="switch"),
    path("look/", look.look, name="look"),
    path("look/print/<str:sheet>/", look.look_print, name="look-print"),
    path("look/errors/<str:code>/", look.look_error, name="look-error"),
    path("my-account/", my_account.my_account, name="my-account"),
    path("my-account/calendar/", calendars.my_calendar, name="my-calendar"),
    path("my-account/calendar/end/", calendars.my_calendar_end, name="my-calendar-end"),
    path("my-account/computer/", my_account.browser_shared, name="browser-shared"),
    path("my-account/pin/", my_account.pin_new, name="pin"),
    path("my-account/pin/drop/", my_account.pin_drop, name="pin-drop"),
    path("my-account/sign-ins/end/", my_account.sign_ins_end, name="sign-ins-end"),
    path("my-account/sign-ins/<uuid:sign_in_id>/end/", my_account.sign_in_end, name="sign-in-end"),
    *CAMPAIGNS,
    *MONEY,
    *PARTNERS,
    *STARS,
    *JOBS,
    *WORKS,
    *POINTS,
    path("needs/", needs.needs, name="needs"),
    path("needs/named/", named.needs_named, name="needs-named"),
    path("needs/new/", need_new, name="need-new"),
    path("needs/<uuid:need_id>/", need_pages.need, name="need"),
    *(
        path(f"needs/<uuid:need_id>/{key}/", need_pages.need_act, {"key": key}, name=f"need-{key}")
        for key in DEEDS
    ),
    path(NAMED, named.need_named, name="need-named"),
    path(f"{NAMED}close/", named.need_named_close, name="need-named-close"),
    path(f"{NAMED}note/", named.need_named_note, name="need-named-note"),
    path(f"{NAMED}open/", named.need_named_open, name="need-named-open"),
    path(f"{NAMED}pass/", named.need_named_pass, name="need-named-pass"),
    path("needs/<uuid:need_id>/photo/", need_pages.need_photo, name="need-photo"),
    path("needs/<uuid:need_id>/words/", sealed.need_words, name="need-words"),
    path("placements/<uuid:placement_id>/end/", need_pages.placement_end, name="placement-end"),
    *MEETINGS,
    path("mergers/<uuid:merge_id>/", merging.merged, name="merged"),
    path("mergers/<uuid:merge_id>/undo/", merging.merge_undo, name="merge-undo"),
    path("method/", method.method, name="method"),
    path("method/adopt/", method.method_adopt, name="method-adopt"),
    path("method/calendar/", method.calendar_day, name="calendar-day"),
    path(
        "method/calendar/<str:day>/remove/", method.calendar_day_remove, name="calendar-day-remove"
    ),
    path("no-place/", no_place, name="no-place"),
    path("pack/", pack.pack, name="pack"),
    path("pack/<str:week>.<str:format>", pack.pack_file, name="pack-file"),
    path("objections/<uuid:objection_id>/", deciding.objection_answer, name="objection-answer"),
    path("pairing/", plan.pairing_plan, name="pairing-plan"),
    path("pairing/propose/", plan.pairing_propose, name="pairing-propose"),
    path("pairing/making/", making_plans.pairing_making, name="pairing-making"),
    path("pairing/making/stop/", making_plans.pairing_stop, name="pairing-stop"),
    path("pairing/plans/<uuid:plan_id>/accept/", plan.pairing_accept, name="pairing-accept"),
    path("pairing/offers/<uuid:offer_id>/", plan.pairing_offer, name="pairing-offer"),
    path(PAIRING, pairs.pairing, name="pairing"),
    path(f"{PAIRING}<uuid:pairing_id>/end/", pairs.pairing_end, name="pairing-end"),
    path(f"{PAIRING}<uuid:pairing_id>/decline/", pairs.pairing_decline, name="pairing-decline"),
    path(
        f"{PAIRING}<uuid:pairing_id>/explained/",
        explaining.pairing_explained,
        name="pairing-explained",
    ),
    path("plans/", plans.visit_plans, name="visit-plans"),
    path("plans/happened/", happened.visit_plan_happened, name="visit-plan-happened"),
    path(
        "plans/<uuid:visit_plan_id>/changes/",
        happened.visit_plan_changes,
        name="visit-plan-changes",
    ),
    path("plans/load/", plan_load.visit_plan_load, name="visit-plan-load"),
    path("plans/load/stop/", plan_load.visit_plan_load_stop, name="visit-plan-load-stop"),
    path("plans/making/", making_plans.visit_plan_making, name="visit-plan-making"),
    path("plans/making/stop/", making_plans.visit_plan_stop, name="visit-plan-stop"),
    path("plans/propose/", making_plans.visit_plan_propose, name="visit-plan-propose"),
    path("plans/<uuid:visit_plan_id>/", plans.visit_plan, name="visit-plan"),
    path("plans/<uuid:visit_plan_id>/accept/", plans.visit_plan_accept, name="visit-plan-accept"),
    path("plans/<uuid:visit_plan_id>/drop/", plans.visit_plan_drop, name="visit-plan-drop"),
    path(
        "plans/<uuid:visit_plan_id>/households/<uuid:household_id>/",
        explaining_plans.visit_plan_why,
        name="visit-plan-why",
    ),
    path(
        "plans/<uuid:visit_plan_id>/helpers/<uuid:helper_id>/",
        plans.visit_plan_helper,
        name="visit-plan-helper",
    ),
    path(
        "plans/<uuid:visit_plan_id>/helpers/<uuid:helper_id>/print/",
        plans.visit_plan_print,
        name="visit-plan-print",
    ),
    path("people/", people.people, name="people"),
    path("people/places/new/", places.place_new, name="place-new"),
    path("people/invite/", people.invitation_new, name="invite"),
    path(
        "people/invitations/<uuid:invitation_id>/revoke/",
        people.invitation_revoke,
        name="invitation-revoke",
    ),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}duties/new/", duties.duty_new, name="duty-new"),
    path(f"{PERSON}duties/<uuid:duty_id>/end/", duties.duty_end, name="duty-end"),
    path(f"{PERSON}end/", people.person_end, name="person-end"),
    path(f"{PERSON}sign-out/", people.person_sign_out, name="person-sign-out"),
    path(f"{PERSON}link/", people.person_link, name="person-link"),
    path(f"{PERSON}safeguarding/", person_safeguarding, name="person-safeguarding"),
    path(f"{PERSON}safeguarding/end/", person_safeguarding_end, name="person-safeguarding-end"),
    path(f"{PERSON}vouch/", person_vouch, name="person-vouch"),
    path(PROPOSAL, decisions.proposal, name="proposal"),
    path(f"{PROPOSAL}decide/", deciding.proposal_decide, name="proposal-decide"),
    path(f"{PROPOSAL}explained/", explaining.proposal_explained, name="proposal-explained"),
    path(f"{PROPOSAL}object/", deciding.proposal_object, name="proposal-object"),
    path(f"{PROPOSAL}put/", deciding.proposal_put, name="proposal-put"),
    path(f"{PROPOSAL}withdraw/", deciding.proposal_withdraw, name="proposal-withdraw"),
    path("rights/assessments/", assessments.assessments, name="assessments"),
    path("rights/assessments/begin/", assessments.assessment_begin, name="assessment-begin"),
    path(ASSESSMENT, assessments.assessment, name="assessment"),
    path(f"{ASSESSMENT}date/", assessments.assessment_date, name="assessment-date"),
    path(f"{ASSESSMENT}fill/", assessments.assessment_fill, name="assessment-fill"),
    path(f"{ASSESSMENT}seal/", assessments.assessment_seal, name="assessment-seal"),
    path(f"{ASSESSMENT}print/", assessments.assessment_print, name="assessment-print"),
    path("rights/complaints/", complaints.complaints, name="complaints"),
    path("rights/fields/", diet.form_fields, name="form-fields"),
    path("rights/incidents/", incidents.incidents, name="incidents"),
    path("rights/incidents/new/", incidents.incident_new, name="incident-new"),
    path(INCIDENT, incidents.incident, name="incident"),
    path(f"{INCIDENT}change/", incidents.incident_change, name="incident-change"),
    path(f"{INCIDENT}concerned/", incidents.incident_concerned, name="incident-concerned"),
    path(f"{INCIDENT}letters/", incidents.incident_letters, name="incident-letters"),
    path(f"{INCIDENT}letters.docx", incidents.incident_letters_file, name="incident-letters-file"),
    path(f"{INCIDENT}notice/", incidents.incident_notice, name="incident-notice"),
    path(f"{INCIDENT}notice.docx", incidents.incident_notice_file, name="incident-notice-file"),
    path(f"{INCIDENT}steps/<str:step>/", incidents.incident_tick, name="incident-tick"),
    path("rights/purposes/", purposes.purposes, name="purposes"),
    path("rights/purposes/print/", purposes.purposes_print, name="purposes-print"),
    path("rights/reread/<uuid:rereading_id>/", requests.rereading_done, name="rereading-done"),
    path("rights/", requests.rights, name="rights"),
    path("rights/texts/", texts.texts, name="consent-texts"),
    path("rights/texts/new/<str:purpose>/", texts.text_new, name="consent-text-new"),
    path("rights/texts/<uuid:text_id>/", texts.text_print, name="consent-text"),
    path(REQUEST, requests.request_page, name="request"),
    path(f"{REQUEST}answer/", requests.request_answer, name="request-answer"),
    path(f"{REQUEST}copy/<str:file>/", request_copy, name="request-copy"),
    path(f"{REQUEST}letter/", request_letter, name="request-letter"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.rounds_new, name="rounds-new"),
    path("rounds/<uuid:round_id>/", keying.round, name="round"),
    path("rounds/<uuid:round_id>/back/", rounds.round_back, name="round-back"),
    path("rounds/<uuid:round_id>/docx/", round_sheets.round_docx, name="round-docx"),
    path("rounds/<uuid:round_id>/print/", round_sheets.round_print, name="round-print"),
    path("rounds/<str:week>/docx/", round_sheets.rounds_docx, name="rounds-docx"),
    path("rounds/<str:week>/print/", round_sheets.rounds_print, name="rounds-print"),
    path("safeguarding/", guarding.safeguarding, name="safeguarding"),
    path("safeguarding/new/", guarding.safeguarding_new, name="safeguarding-new"),
    path(GUARDED, guarding.safeguarding_need, name="safeguarding-need"),
    path(f"{GUARDED}answer/", guarding.safeguarding_answer, name="safeguarding-answer"),
    path(f"{GUARDED}close/", guarding.safeguarding_close, name="safeguarding-close"),
    path(f"{GUARDED}note/", guarding.safeguarding_note, name="safeguarding-note"),
    path(f"{GUARDED}open/", guarding.safeguarding_open, name="safeguarding-open"),
    path("sealed/<uuid:field_id>/end/", sealed.sealed_end, name="sealed-end"),
    path("sealed/<uuid:field_id>/open/", sealed.sealed_open, name="sealed-open"),
    path("search/", search, name="search"),
    path("set-up/<str:token>/", set_up_page, name="set-up"),
    *SAMPLES,
    *STATIONS,
    *SUPERVISION,
    path("tables/", tables.tables, name="tables"),
    path("tables/new/", tables.table_new, name="table-new"),
    path(TABLE, tables.table_fill, name="table-fill"),
    path(f"{TABLE}end/", tables.table_end, name="table-end"),
    path(ASK, tables.table_ask, name="table-ask"),
    path(f"{ASK}fetch/", tables.table_fetch, name="table-fetch"),
    path(f"{ASK}settle/", tables.table_settle, name="table-settle"),
    path("town/", town, name="town"),
    path("trail/", trail, name="trail"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<uuid:visit_id>/", visit_pages.visit, name="visit"),
    path("visits/<uuid:visit_id>/amend/", amending_visits.visit_amend, name="visit-amend"),
    path("visits/<uuid:visit_id>/join/", joining_visits.visit_join, name="visit-join"),
    path("visits/<uuid:visit_id>/part/", joining_visits.visit_part, name="visit-part"),
]
