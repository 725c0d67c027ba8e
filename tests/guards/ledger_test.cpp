// What the engine sees does not change behind the change ledger's back: a function of the store that writes
// one of its tables also appends to the ledger.
#include "tests/guards/source_tree.hpp"
#include <boost/test/unit_test.hpp>
#include <map>
#include <regex>

using namespace guards;

// Statements by name that need not, and why.
static const std::map<std::string, const char*> kApart{
    {"referral.insert", "begins as a draft, which is not matched"},
    {"document.insert", "seen from when save_referral names its version"},
    {"document.replace_draft", "a draft's"},
    {"draft.delete_documents", "a draft's"},
    {"draft.delete", "a draft"},
    {"capacity.move", "move_capacity appends once for all that move_one moved"},
};

// The names of a file's statements that write a table of the engine, by the constant that holds them.
static std::map<std::string, std::string> writing_statements(const std::string& text)
{
    static const std::regex kStatement(R"re(constexpr Sql (k\w+)(\[\])?[\s]*(?:=\s*)?\{([^;]*?)\};)re");
    static const std::regex kEntry(R"re("([a-z_]+\.[a-z_]+)",\s*(?:R"sql\(|")([^;{]*))re");
    static const std::regex kWrites(
        R"re((INSERT INTO|UPDATE|DELETE FROM)\s+(referral|household_document|program|capacity|organization)\b)re");
    std::map<std::string, std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), kStatement), end; at != end; ++at) {
        const auto body = (*at)[3].str();
        for (std::sregex_iterator entry(body.begin(), body.end(), kEntry); entry != end; ++entry)
            if (std::regex_search((*entry)[2].str(), kWrites) && !kApart.contains((*entry)[1].str()))
                found[(*at)[1].str()] = (*entry)[1].str();
    }
    return found;
}

BOOST_AUTO_TEST_SUITE(ledger)

BOOST_AUTO_TEST_CASE(who_writes_what_is_matched_appends_to_the_ledger)
{
    std::size_t statements = 0;
    for (const auto& file : files_below("models/store", {".cpp"})) {
        std::string text, body;
        for (const auto& line : file.lines) text += without_comment(line) + "\n";
        const auto writing = writing_statements(text);
        statements += writing.size();
        for (const auto& line : file.lines) { // a function ends with a brace in the first column
            body += line + "\n";
            if (line != "}") continue;
            for (const auto& [constant, name] : writing)
                if (std::regex_search(body, std::regex("\\(" + constant + "\\b")))
                    BOOST_TEST(body.find("append_change(") != body.npos, file.path << " writes by " << name);
            body.clear();
        }
    }
    BOOST_TEST(statements >= 9u, "only " << statements << " were found");
}

BOOST_AUTO_TEST_SUITE_END()
