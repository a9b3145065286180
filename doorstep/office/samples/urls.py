"""Addresses of samples and laboratories."""

from django.urls import URLPattern, path

from doorstep.office.samples import custody, labs, letters, listing, pages

SAMPLE = "samples/<uuid:sample_id>/"
LAB = "samples/labs/<uuid:lab_id>/"
FILE = "samples/files/<uuid:lab_file_id>/"

SAMPLES: list[URLPattern] = [
    path("samples/", listing.samples, name="samples"),
    path("samples/new/", pages.sample_new, name="sample-new"),
    path("samples/hand-over/", custody.sample_hand_over, name="sample-hand-over"),
    path("samples/receive/", custody.sample_receive, name="sample-receive"),
    path("samples/letters/", letters.result_letters, name="result-letters"),
    path(SAMPLE, pages.sample, name="sample"),
    path(f"{SAMPLE}norm/", pages.sample_norm, name="sample-norm"),
    path(f"{SAMPLE}spoil/", pages.sample_spoil, name="sample-spoil"),
    path(f"{SAMPLE}tell/", pages.sample_tell, name="sample-tell"),
    path(f"{SAMPLE}results/new/", pages.result_new, name="result-new"),
    path(
        "samples/results/<uuid:result_id>/take-back/",
        pages.result_take_back,
        name="result-take-back",
    ),
    path("samples/labs/", labs.labs, name="labs"),
    path("samples/labs/new/", labs.lab_new, name="lab-new"),
    path(LAB, labs.lab, name="lab"),
    path(f"{LAB}change/", labs.lab_change, name="lab-change"),
    path(f"{LAB}read/", labs.lab_file_read, name="lab-file-read"),
    path(
        "samples/headings/<uuid:lab_column_id>/",
        labs.lab_heading,
        name="lab-heading",
    ),
    path(FILE, labs.lab_file, name="lab-file"),
    path(f"{FILE}again/", labs.lab_file_again, name="lab-file-again"),
]
