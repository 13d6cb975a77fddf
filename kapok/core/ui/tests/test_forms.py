import re

from django import forms

from kapok.core.ui.showcase import SampleForm


def sent(**values) -> SampleForm:
    return SampleForm({"name": "林晨", "about": "a < b", **values})


def test_errors_come_first_and_lead_to_their_fields():
    html = str(sent(born="never"))

    assert html.index('role="alert"') < html.index("<label")
    assert 'href="#id_born"' in html
    assert 'href="#id_document_group"' in html
    assert 'id="id_document_group"' in html


def test_a_faulty_control_names_its_error_and_its_hint():
    html = str(SampleForm({}).as_div())
    control = re.search(r"<input[^>]*name=\"name\"[^>]*>", html).group()

    assert 'aria-invalid="true"' in control
    described = re.search(r'aria-describedby="([^"]+)"', control).group(1).split()
    assert described
    assert all(f'id="{one}"' in html for one in described)


def test_what_was_typed_is_kept():
    html = str(sent())

    assert 'value="林晨"' in html
    assert "a &lt; b" in html


def test_a_choice_is_a_fieldset_with_a_legend():
    html = str(SampleForm()["document"].as_field_group())

    assert "<fieldset" in html
    assert "<legend>" in html
    assert 'class="choice-cards"' in html


def test_a_clean_form_has_no_summary():
    assert "error-summary" not in str(SampleForm())


def test_only_what_may_be_left_out_is_marked():
    class Two(forms.Form):
        must = forms.CharField()
        may = forms.CharField(required=False)

    form = Two()
    assert "field-optional" not in str(form["must"].as_field_group())
    assert "field-optional" in str(form["may"].as_field_group())
