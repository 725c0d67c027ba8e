#include "tests/bench/wishes.hpp"
#include <algorithm>
#include <charconv>

namespace bench {

namespace {

constexpr int kMostRounds = 100, kMostSeconds = 600, kMostFamilies = 10'000'000, kMostPrograms = 100'000;

int number_after(const std::vector<std::string>& arguments, std::size_t& at, int most)
{
    const auto& option = arguments[at];
    const auto sentence = option + " needs a whole number from 1 to " + std::to_string(most) + ".";
    if (++at == arguments.size()) throw Misunderstood(sentence);
    const auto& text = arguments[at];
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || number < 1 || number > most) throw Misunderstood(sentence);
    return number;
}

std::filesystem::path file_after(const std::vector<std::string>& arguments, std::size_t& at)
{
    if (++at == arguments.size()) throw Misunderstood("--json needs the file to write to.");
    const std::filesystem::path file = arguments[at];
    const auto folder = file.has_parent_path() ? file.parent_path() : ".";
    const bool is_default_place = folder == "build"; // made when it is written
    if (!is_default_place && !std::filesystem::is_directory(folder))
        throw Misunderstood("The folder of " + file.string() +
                            " does not exist. Make it first, or choose another.");
    return file;
}

// Everything once and small: that it runs and that answers are equal.
void be_quick(Wishes& wishes)
{
    wishes.rounds = 1;
    wishes.round = std::chrono::milliseconds{100};
    wishes.clients = 8;
    wishes.programs = 400;
    wishes.families = 4;
    wishes.repeats = 1;
    wishes.postgresql = false;
    wishes.province = 300;
    wishes.rounds_of = {300};
    wishes.inbox = 300;
    wishes.people = 1'000;
}

// As large as the whole of Guizhou may be.
void be_full(Wishes& wishes)
{
    wishes.province = 1'000'000;
    wishes.rounds_of = {11'000, 110'000, 1'000'000};
    wishes.limit = std::chrono::seconds{200};
}

void set_families(Wishes& wishes, std::size_t families)
{
    wishes.province = families;
    wishes.rounds_of = {families};
}

// Taken in any order: what is said of sizes comes after them.
void set_sizes(Wishes& wishes, const std::vector<std::string>& arguments)
{
    if (std::ranges::find(arguments, "--full") != arguments.end()) be_full(wishes);
    if (std::ranges::find(arguments, "--quick") != arguments.end()) be_quick(wishes);
}

} // namespace

Wishes read_wishes(const std::vector<std::string>& arguments)
{
    Wishes wishes;
    set_sizes(wishes, arguments);
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        const auto& word = arguments[at];
        if (word == "--help" || word == "-h")
            wishes.help = true;
        else if (word == "--quick" || word == "--full")
            continue;
        else if (word == "--json")
            wishes.json = file_after(arguments, at);
        else if (word == "--rounds")
            wishes.rounds = number_after(arguments, at, kMostRounds);
        else if (word == "--families")
            set_families(wishes, static_cast<std::size_t>(number_after(arguments, at, kMostFamilies)));
        else if (word == "--programs")
            wishes.programs = static_cast<std::size_t>(number_after(arguments, at, kMostPrograms));
        else if (word == "--seconds")
            wishes.round = std::chrono::seconds{number_after(arguments, at, kMostSeconds)};
        else if (std::ranges::find(kParts, word) != std::end(kParts))
            wishes.parts.insert(word);
        else
            throw Misunderstood(
                "./dev bench does not know " + word +
                ". It knows: match, province, engine, test-drive, rounds, live, reads, posts, loop, memory, "
                "attendance, "
                "outbox, "
                "--families N, "
                "--programs N, --rounds N, --seconds N, --json FILE, --full, --quick and --help.");
    }
    return wishes;
}

std::string help()
{
    return R"(./dev bench [NAME…] [--families N] [--programs N] [--rounds N] [--seconds N] [--json FILE] [--full] [--quick]
  match    one family before all programs, beside a slow matcher with equal answers
  province all families of an invented province, beside DuckDB, PostgreSQL, json-rules-engine and a plain loop
           with equal answers
  engine   one family, one program, one change in that province, beside the targets of the design
  test-drive one program tried before it is saved, over that province, beside its rule alone
  rounds   who gets what, beside COIN-OR CLP, LEMON and the baselines
  live     the live population: how far it is behind a commit
  reads    pages and the API over HTTP, beside /livez of the same server
  posts    referrals stored durably, beside the same insert in plain transactions
  loop     offer, answer and delivery over HTTP beside the same statements in plain transactions; an inbox of
           100,000 offers and "is this person helped already?" over 1,000,000 beside their one statement
  outbox   messages by webhook, with a receiver that fails 30 %, beside the bare POSTs; 500 open event streams
  memory   the server at rest with the demo's data
  attendance   forty children marked in one submission, beside the bare rows
  Without a name: all. What is compared is measured side by side, N rounds (5) after one of warm-up; a server
  is kept busy N seconds (2) a round. The figures also go to build/bench.json.
  --families N  in the province (20,000) and in the rounds (11,000)    --programs N  open or not (5,000)
  --full   1,000,000 families and rounds of them; hours. docs/benchmarks.md says what is compared.
  --quick  everything once and small: that it runs and that answers are equal. Its times mean nothing.
  不写名称则全测；各项并排测量，取每轮之比。结果另存 build/bench.json。
)";
}

} // namespace bench
