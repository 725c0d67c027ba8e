// Forms with files, read in one way only.
#include "server/http/multipart.hpp"
#include <boost/test/unit_test.hpp>

using server::read_multipart;

namespace {

const std::string kType = "multipart/form-data; boundary=b";

std::string text_part(const std::string& name, const std::string& value)
{
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}

std::string file_part(const std::string& name, const std::string& file, const std::string& content)
{
    return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file +
           "\"\r\nContent-Type: image/jpeg\r\n\r\n" + content + "\r\n";
}

std::string part_with(const std::string& head) { return "--b\r\n" + head + "\r\n\r\nx\r\n--b--\r\n"; }

bool is_read(const std::string& body, const std::string& type = kType)
{
    const auto read = read_multipart(body, type);
    if (!read) BOOST_TEST(read.error().faults.front().key == "error.form.multipart");
    return read.has_value();
}

const std::string kEnd = "--b--\r\n";

} // namespace

BOOST_AUTO_TEST_SUITE(multipart)

BOOST_AUTO_TEST_CASE(texts_and_files_are_told_apart)
{
    const std::string bytes("\xFF\xD8\r\n--a\0\r\n-", 11);
    const auto read = read_multipart(text_part("units", "500") + file_part("vouchers", "a.jpg", bytes) +
                                         text_part("note", "一\r\n二") + file_part("vouchers", "", "") + kEnd,
                                     kType);
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->fields.text("units") == "500");
    BOOST_TEST(read->fields.text("note") == "一\n二");
    BOOST_REQUIRE(read->uploads.size() == 1U); // an input left empty is no file
    BOOST_TEST(read->uploads.front().field == "vouchers");
    BOOST_TEST(read->uploads.front().content == bytes);
    BOOST_TEST(urlencoded(read->fields) == "units=500&note=%E4%B8%80%0A%E4%BA%8C");
}

BOOST_AUTO_TEST_CASE(a_boundary_is_what_the_standard_says)
{
    for (const auto* type : {"multipart/form-data; boundary=b", "multipart/form-data;boundary=\"b\"",
                             "multipart/form-data; charset=utf-8; BOUNDARY=b"})
        BOOST_TEST(is_read(text_part("a", "1") + kEnd, type), type);
    for (const auto* type :
         {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"b",
          "multipart/form-data; boundary=b; boundary=b", "multipart/form-data; boundary=a b",
          "multipart/form-data; boundary=\"b\r\n\"", "multipart/form-data; boundary b"})
        BOOST_TEST(!is_read(text_part("a", "1") + kEnd, type), type);
    BOOST_TEST(!is_read("", "multipart/form-data; boundary=" + std::string(71, 'b')));
}

BOOST_AUTO_TEST_CASE(nothing_stands_before_between_or_after_the_parts)
{
    const auto whole = text_part("a", "1") + kEnd;
    BOOST_TEST(is_read(whole));
    BOOST_TEST(is_read(text_part("a", "1") + "--b--"));
    BOOST_TEST(is_read("--b--\r\n"));
    for (const auto& body :
         {"x\r\n" + whole, "\r\n" + whole, whole + "x", whole + "\r\n", text_part("a", "1") + "--b",
          text_part("a", "1") + "--b-", text_part("a", "1") + "--bb--\r\n", text_part("a", "1"),
          std::string(), std::string("--b\r\n--b--"), "--b \r\n" + whole.substr(5),
          "--b\n" + whole.substr(5)})
        BOOST_TEST(!is_read(body), body);
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_form_is_refused)
{
    const auto whole = text_part("a", "1") + file_part("f", "a.jpg", "bytes") + "--b--";
    BOOST_TEST(is_read(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST(!read_multipart(whole.substr(0, size), kType), size);
}

BOOST_AUTO_TEST_CASE(a_part_has_one_disposition_with_one_name)
{
    const std::string kGood = "Content-Disposition: form-data; name=\"a\"";
    BOOST_TEST(is_read(part_with(kGood)));
    BOOST_TEST(is_read(part_with("content-disposition:form-data;name=a")));
    for (const auto& head : {std::string("Content-Type: text/plain"),
                             kGood + "\r\n" + kGood,
                             std::string("X: y"),
                             kGood + "\r\nContent-Transfer-Encoding: base64",
                             kGood + "\r\nContent-Type: a\r\nContent-Type: b",
                             std::string("Content-Disposition: attachment; name=\"a\""),
                             std::string("Content-Disposition: form-data"),
                             std::string("Content-Disposition: form-data; name=\"\""),
                             std::string("Content-Disposition: form-data; name=\"a"),
                             kGood + "; name=\"b\"",
                             kGood + "; filename=\"a\"; filename=\"b\"",
                             kGood + "; filename*=UTF-8''a; filename*=UTF-8''b",
                             kGood + "; size=5",
                             kGood + "\r\nContent-Type: text/plain; charset=GBK",
                             kGood + "\r\nContent-Type: text/plain; charset",
                             kGood + "\r\n\tfilename=\"a\"",
                             kGood + "\r\nX Y: z",
                             kGood + "\r\n: z",
                             kGood + " trailing",
                             kGood + "\r\n folded: x",
                             kGood + "\rX: y",
                             kGood + "\nX: y",
                             "Content-Disposition: form-data; name=\"" + std::string(101, 'a') + "\"",
                             kGood + "; filename=\"" + std::string(4096, 'a') + "\"",
                             kGood + "; filename=\"a\xC0\xAF\"",
                             kGood + "; filename=\"" + std::string("a\0b", 3) + "\""})
        BOOST_TEST(!is_read(part_with(head)), head);
}

// What .NET, Apache's HttpClient, curl and requests add.
BOOST_AUTO_TEST_CASE(what_other_programs_write_into_a_part_is_passed_over)
{
    const std::string kGood = "Content-Disposition: form-data; name=\"a\"";
    for (const auto& head :
         {kGood + "\r\nContent-Length: 1", kGood + "\r\nX-Odd: y\r\nX-Odd: z",
          kGood + "\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit",
          kGood + "\r\nContent-Type: text/plain; charset=\"us-ascii\""})
        BOOST_TEST(is_read(part_with(head)), head);
    const auto long_name = "\"; filename*=UTF-8''" + std::string(2000, 'a');
    for (const auto& name : {std::string("a.pdf\"; filename*=UTF-8''%E6%94%B6.pdf"), long_name,
                             std::string("a \\\"b\\\".pdf\""), std::string("C:\\a\\\"")}) {
        const auto head = kGood + "; filename=\"" + name;
        const auto read = read_multipart(part_with(head), kType);
        BOOST_REQUIRE_MESSAGE(read.has_value(), head);
        BOOST_TEST(read->uploads.size() == 1U);
    }
    const auto only_long = read_multipart(part_with(kGood + "; filename*=UTF-8''a"), kType);
    BOOST_TEST((only_long && only_long->uploads.size() == 1U));
}

// Wherever a name leads, it is only the mark of a file.
BOOST_AUTO_TEST_CASE(names_with_paths_lead_nowhere)
{
    for (const auto* name :
         {"../../etc/passwd", "C:\\windows\\x.jpg", "/dev/null", "..", "a%00.jpg", "con", "石玉兰.jpg"}) {
        const auto read = read_multipart(file_part("f", name, "bytes") + kEnd, kType);
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST(read->uploads.front().content == "bytes");
    }
}

BOOST_AUTO_TEST_CASE(parts_files_and_texts_have_their_limits)
{
    const auto many = [](std::size_t count, const std::string& part) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i) all += part;
        return all + kEnd;
    };
    BOOST_TEST(is_read(many(200, text_part("a", "1"))));
    BOOST_TEST(!is_read(many(201, text_part("a", "1"))));
    BOOST_TEST(is_read(many(10, file_part("f", "a", "1"))));
    BOOST_TEST(!is_read(many(11, file_part("f", "a", "1"))));
    BOOST_TEST(is_read(text_part("a", std::string(65'536, 'x')) + kEnd));
    BOOST_TEST(!is_read(text_part("a", std::string(65'537, 'x')) + kEnd));
    for (const auto* bad : {"\xC0\xAF", "a\x01", "\xED\xA0\x80"})
        BOOST_TEST(!is_read(text_part("a", bad) + kEnd));
    BOOST_TEST(!is_read(text_part("a", std::string("a\0b", 3)) + kEnd));
}

BOOST_AUTO_TEST_SUITE_END()
