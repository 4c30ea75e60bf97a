"""Print the table of `make evaluate`."""

from api.chat.language import LanguageDetector
from api.chat.messages import LANGUAGES
from tests.nlu.languages.measure import longer_lines, share, short_lines


def main() -> None:
    detector = LanguageDetector()
    print("Language of a message, each asked after sv, en and fi")
    print("language  words  messages   right  examples of what was wrong")
    for name in (*LANGUAGES, "any"):
        found = share(detector, short_lines(name))
        print(f"{name:<8}  {'1-2':>5} {found.messages:>9} {found.right:>7.4f}  {', '.join(found.wrong[:4])}")
    for name in LANGUAGES:
        found = share(detector, longer_lines(name))
        print(f"{name:<8}  {'3+':>5} {found.messages:>9} {found.right:>7.4f}  {', '.join(found.wrong[:4])}")


if __name__ == "__main__":
    main()
