"""What a browser sends back when somebody saves a form of the desk."""

from django.urls import reverse

from missions.models import ENTRIES


def sent_back(response, **typed) -> dict[str, str]:
    """Return every field of a shown form as a browser sends it, with what was typed into some of them."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if field.field.show_hidden_initial:
                data[field.html_initial_name] = browser_text(original_of(field))
            if field.field.disabled or value is False:
                continue
            data[field.html_name] = "on" if value is True else browser_text(value)
    return data | typed


def original_of(field):
    """Return what a field was opened with: of a form that comes back with errors, what came with it."""
    return field.form.data.get(field.html_initial_name, field.value()) if field.form.is_bound else field.value()


def all_open(mission) -> str:
    """Return the address of a mission's form with every entry open."""
    rows = [
        (f"{model._meta.model_name}s", row.key) for model in ENTRIES for row in model.objects.filter(mission=mission)
    ]
    asked = "&".join(f"open={section}:{key}" for section, key in rows)
    return f"{reverse('admin:missions_mission_change', args=[mission.pk])}?{asked}"


def browser_text(value) -> str:
    return "" if value is None else str(value).replace("\n", "\r\n")


def save(client, address: str, **typed):
    """Open a form, type into it and save it; follow to where the message stands."""
    return client.post(address, sent_back(client.get(address), **typed), follow=True)


def messages_in(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
