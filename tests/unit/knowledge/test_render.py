from knowledge.render import render_html


def test_html_in_a_guide_is_shown_and_not_run() -> None:
    assert "<script>" not in render_html("Hej <script>alert(1)</script> <b onclick=x>")


def test_a_link_to_a_guide_leads_to_its_page() -> None:
    assert 'href="/guides/vpn-hemifran#varje-dag"' in render_html("[VPN](vpn-hemifran.md#varje-dag)")


def test_only_safe_links_are_links() -> None:
    assert "<a" not in render_html("[x](javascript:alert(1))")
    assert 'href="https://example.ax"' in render_html("[x](https://example.ax)")


def test_steps_become_a_list() -> None:
    assert render_html("1. Ett\n2. **Två**").count("<li>") == 2
