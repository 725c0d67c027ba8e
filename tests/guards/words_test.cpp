// What may not stand in the sources, and what must.
#include "tests/guards/source_tree.hpp"
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

using namespace guards;
namespace fs = std::filesystem;

static const std::vector<std::string> kSources{".cpp", ".hpp"};

static void refuse_words(const std::string& folder, const std::regex& word, const std::string& why,
                         const std::vector<std::string>& apart = {})
{
    for (const auto& file : files_below(folder, kSources)) {
        if (starts_with_any(file.path, apart)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            BOOST_TEST(!std::regex_search(without_comment(file.lines[i]), word),
                       place(file, i) << ": " << why << ": " << file.lines[i]);
    }
}

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(sql_stands_only_in_the_store)
{
    const std::regex sql(R"(\b(SELECT\s+[a-z*(]|INSERT INTO|UPDATE\s+[a-z_]+\s+SET|DELETE FROM))");
    refuse_words("server", sql, "SQL outside models/store");
    refuse_words("matching", sql, "SQL outside models/store");
    refuse_words("models", std::regex(R"(\bFOR UPDATE\b|\bSKIP LOCKED\b|\bAUTOINCREMENT\b)"), "not portable");
}

BOOST_AUTO_TEST_CASE(rules_see_no_clock_no_chance_and_no_floats)
{
    const std::regex chance(
        R"(system_clock|steady_clock|random_device|mt19937|\brand\(|\bfloat\b|\bdouble\b)");
    refuse_words("models", chance, "clock, chance or float in models", {"models/store/"});
    refuse_words("matching", chance, "clock, chance or float in matching",
                 {"matching/prices.cpp", "matching/smooth.cpp", "matching/dial.hpp", "matching/dial.cpp"});
}

BOOST_AUTO_TEST_CASE(nothing_is_left_for_later)
{
    const std::regex later(R"(\b(TODO|FIXME|XXX|HACK)\b)");
    for (const auto* folder : {"models", "matching", "server", "tests", "templates"})
        for (const auto& file : files_below(folder, {".cpp", ".hpp", ".js", ".html", ".css", ".sql"}))
            if (!file.path.starts_with("tests/guards/"))
                for (std::size_t i = 0; i < file.lines.size(); ++i)
                    BOOST_TEST(!std::regex_search(file.lines[i], later), place(file, i));
}

BOOST_AUTO_TEST_CASE(lint_is_never_silenced_without_a_reason)
{
    const std::regex bare(R"(NOLINT(NEXTLINE)?(\([^)]*\))?\s*$)");
    for (const auto* folder : {"models", "matching", "server"})
        for (const auto& file : files_below(folder, kSources))
            for (std::size_t i = 0; i < file.lines.size(); ++i)
                BOOST_TEST(!std::regex_search(file.lines[i], bare), place(file, i));
}

BOOST_AUTO_TEST_CASE(top_level_names_are_the_agreed_ones)
{
    const std::set<std::string> agreed{"CMakeLists.txt",
                                       "CMakePresets.json",
                                       "LICENSE",
                                       "README.md",
                                       "config",
                                       "dev",
                                       "docs",
                                       "matching",
                                       "models",
                                       "server",
                                       "templates",
                                       "tests",
                                       /* made here, never committed: */ "build",
                                       "demo-data"};
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR)) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with(".")) BOOST_TEST(agreed.contains(name), name);
    }
}

// Of branches merged in another order a number may come late or never: it is a name, and no number has two.
BOOST_AUTO_TEST_CASE(migrations_are_numbered_each_once)
{
    int last = 0;
    for (const auto& file : files_below("models/migrations", {".sql"})) {
        const auto name = fs::path(file.path).filename().string();
        BOOST_TEST(std::regex_match(name, std::regex(R"(\d{4}_[a-z_]+\.sql)")), name);
        const int number = std::stoi(name.substr(0, 4));
        BOOST_TEST(number > last, name);
        last = number;
    }
    BOOST_TEST(last > 0);
}

BOOST_AUTO_TEST_CASE(no_text_blames_the_reader)
{
    for (const auto& file : files_below("config/messages", {".json"}))
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const auto* word : {"非法", "无效", "请勿", "抱歉"})
                BOOST_TEST(file.lines[i].find(word) == std::string::npos, place(file, i) << " " << word);
}

static std::set<std::string> keys_of(const std::string& language)
{
    std::set<std::string> keys;
    for (const auto& file : files_below("config/messages/" + language, {".json"})) {
        const auto texts = nlohmann::json::parse(std::ifstream(fs::path(SOURCE_DIR) / file.path));
        for (const auto& [key, text] : texts.items()) keys.insert(key);
    }
    return keys;
}

// {{t:key}} in templates; in C++ a literal key handed to text(…), refuse(…), Fault{…} is checked as far as it
// is literal.
BOOST_AUTO_TEST_CASE(every_message_key_used_is_defined)
{
    const auto keys = keys_of("zh");
    const auto defined = [&](const std::string& key) {
        return keys.contains(key) || keys.contains(key + "_other");
    };
    BOOST_TEST(keys.size() > 100u);
    const std::regex in_template(R"(\{\{t:([a-z0-9_.]+)\}\})");
    for (const auto& file : files_below("templates", {".html"}))
        for (const auto& line : file.lines)
            for (std::sregex_iterator at(line.begin(), line.end(), in_template), end; at != end; ++at)
                BOOST_TEST(defined((*at)[1].str()), file.path << " uses " << (*at)[1].str());
    const std::regex in_code(
        R"re((?:refuse\([^"]*|Fault\{|\btext\([^"]*|\bmessage\([^"]*)"([a-z0-9_]+(?:\.[a-z0-9_]+)+)"\s*[,)}])re");
    for (const auto& file : files_below("server", kSources))
        for (const auto& line : file.lines)
            for (std::sregex_iterator at(line.begin(), line.end(), in_code), end; at != end; ++at)
                BOOST_TEST(defined((*at)[1].str()), file.path << " uses " << (*at)[1].str());
}

// What stands between quotes, and the keys of templates: a key is used by its whole name, or by a beginning
// that ends at a dot or in a low line ("code.relation." + code, key_of("ask", fact)).
static std::set<std::string> words_in_sources()
{
    std::set<std::string> words;
    const std::regex quoted(R"re("([a-z0-9_]+[a-z0-9_.]*)")re"),
        in_template(R"re(\{\{t:([a-z0-9_.]+)\}\})re");
    const auto collect = [&](const std::vector<SourceFile>& files, const std::regex& word) {
        for (const auto& file : files)
            for (const auto& line : file.lines)
                for (std::sregex_iterator at(line.begin(), line.end(), word), end; at != end; ++at)
                    words.insert((*at)[1].str());
    };
    collect(files_below("server", kSources), quoted);
    collect(files_below("models", kSources), quoted);
    collect(files_below("matching", kSources), quoted);
    collect(files_below("templates", {".html"}), in_template);
    for (const auto& file : files_below("templates", {".html"})) {
        auto name = file.path.substr(10, file.path.size() - 15);
        std::ranges::replace(name, '/', '.');
        words.insert(name + ".title");
    }
    return words;
}

static bool is_used(std::string key, const std::set<std::string>& words)
{
    for (const std::string_view ending : {"_one", "_other", "_last"})
        if (key.ends_with(ending)) key.resize(key.size() - ending.size());
    if (words.contains(key)) return true;
    for (std::size_t at = key.size() - 1; at > 0; --at) {
        if ((key[at] == '.' || key[at] == '_') && words.contains(key.substr(0, at + 1))) return true;
        if (key[at] == '.' && words.contains(key.substr(0, at))) return true;
    }
    return false;
}

BOOST_AUTO_TEST_CASE(every_message_is_used_and_said_in_both_languages)
{
    const auto zh = keys_of("zh"), en = keys_of("en"), words = words_in_sources();
    for (const auto& key : zh)
        BOOST_TEST((en.contains(key) || key.ends_with("_other")), key << " is not in English");
    for (const auto& key : en)
        BOOST_TEST((zh.contains(key) || key.ends_with("_one")), key << " is not in Chinese");
    for (const auto& key : zh) BOOST_TEST(is_used(key, words), key << " is used nowhere");
}

// "referrals/form_" + step
static bool is_begun(const std::string& template_name, const std::string& line)
{
    const auto low_line = template_name.rfind('_');
    return low_line != std::string::npos &&
           line.find('"' + template_name.substr(0, low_line + 1) + '"') != std::string::npos;
}

static bool is_named(const std::string& template_name, const std::vector<SourceFile>& files)
{
    return std::ranges::any_of(files, [&](const auto& file) {
        return std::ranges::any_of(file.lines, [&](const auto& line) {
            return line.find('"' + template_name + '"') != std::string::npos ||
                   is_begun(template_name, line) ||
                   line.find("{{> " + template_name + "}}") != std::string::npos;
        });
    });
}

BOOST_AUTO_TEST_CASE(every_template_is_shown_by_some_page)
{
    auto files = files_below("server", kSources);
    for (auto& file : files_below("templates", {".html"})) files.push_back(std::move(file));
    for (const auto& file : files_below("templates", {".html"})) {
        const auto name = file.path.substr(10, file.path.size() - 15);
        BOOST_TEST(is_named(name, files), file.path << " is shown nowhere");
    }
}

BOOST_AUTO_TEST_CASE(private_facts_have_no_way_into_a_stream)
{
    for (const auto& file : files_below("models", {".hpp"}))
        if (file.path == "models/private.hpp")
            for (const auto& line : file.lines)
                BOOST_TEST(without_comment(line).find("operator<<") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
