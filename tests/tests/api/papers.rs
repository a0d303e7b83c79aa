//! Papers as they really come: exported by office programs, photographed, sent on by 微信,
//! or as the invoice of the tax office.

use std::io::{Cursor, Write};

use serde_json::json;
use yangguang_tests::build::{self, PDF};
use yangguang_tests::{Client, Server};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08free";
const OFD_XML: &str = r#"<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1"><ofd:DocBody/></ofd:OFD>"#;

async fn case_of(clerk: &Client, name: &str) -> String {
    let person = build::applicant(clerk, name).await;
    build::open_case(clerk, &person, build::facts()).await.id()
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("a zip").into_inner()
}

#[tokio::test]
async fn a_pdf_with_a_mark_or_a_blank_line_before_its_header_is_a_pdf() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let id = case_of(&clerk, "前缀生").await;
    for before in [b"\xef\xbb\xbf".as_slice(), b"\n", b"\r\n\r\n", b"\xef\xbb\xbf\r\n"] {
        let bytes = [before, PDF].concat();
        let kept = clerk.upload(&id, "bills", "发票.pdf", bytes.clone()).await.expect(201);
        assert_eq!(kept["media_type"], "application/pdf");
        let back = clerk.get(&format!("/cases/{id}/attachments/{}", kept.id())).await.expect(200);
        assert_eq!(back.bytes, bytes, "as it was handed in");
    }
    for before in [b"<html>".as_slice(), b"<script>alert(1)</script>\n", b"MZ", &[b' '; 2000]] {
        let bytes = [before, PDF].concat();
        clerk.upload(&id, "bills", "发票.pdf", bytes).await.expect_problem(415, "file_type_refused");
    }
}

#[tokio::test]
async fn a_picture_named_by_its_day_keeps_its_name_and_gets_its_ending() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let id = case_of(&clerk, "微信生").await;
    for (name, kept_as) in [
        ("微信图片_2026.11.25", "微信图片_2026.11.25.jpg"),
        ("户口簿.王某", "户口簿.王某.jpg"),
        ("扫描件 v1.2", "扫描件 v1.2.jpg"),
        ("照片", "照片.jpg"),
        ("照片.JPEG", "照片.JPEG"),
    ] {
        let kept = clerk.upload(&id, "bills", name, JPEG.to_vec()).await.expect(201);
        assert_eq!((&kept["file_name"], &kept["media_type"]), (&json!(kept_as), &json!("image/jpeg")));
    }
    for wrong in ["照片.pdf", "照片.exe", "照片.mp4", "照片.ofd"] {
        clerk.upload(&id, "bills", wrong, JPEG.to_vec()).await.expect_problem(415, "file_type_refused");
    }
}

#[tokio::test]
async fn an_e_invoice_and_a_telephones_photograph_are_kept_and_given_back_as_they_are() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let id = case_of(&clerk, "版式生").await;
    let ofd = zip(&[("OFD.xml", OFD_XML), ("Doc_0/Document.xml", "<x/>")]);
    for (name, bytes, media_type) in [
        ("电子发票.ofd", ofd.clone(), "application/ofd"),
        ("IMG_0001.HEIC", HEIC.to_vec(), "image/heic"),
        ("电子发票", ofd.clone(), "application/ofd"),
    ] {
        let kept = clerk.upload(&id, "bills", name, bytes.clone()).await.expect(201);
        assert_eq!(kept["media_type"], media_type);
        let back = clerk.get(&format!("/cases/{id}/attachments/{}", kept.id())).await.expect(200);
        assert_eq!((back.bytes.as_slice(), back.header("content-type")), (bytes.as_slice(), media_type));
        assert!(back.header("content-disposition").starts_with("attachment;"));
        assert_eq!(back.header("x-content-type-options"), "nosniff");
    }
    for (name, bytes) in [
        ("电子发票.pdf", ofd),
        ("电子发票.ofd", zip(&[("word/document.xml", "<x/>")])),
        ("电子发票.ofd", zip(&[("OFD.xml", OFD_XML), ("[Content_Types].xml", "<Types/>")])),
        ("电子发票.ofd", zip(&[("OFD.xml", "<OFD xmlns='http://example.org'/>")])),
        ("电子发票.ofd", [b"PK\x03\x04".as_slice(), &[0; 4096]].concat()),
    ] {
        let refused = clerk.upload(&id, "bills", name, bytes).await.expect_problem(415, "file_type_refused");
        assert!(refused.text().contains("OFD"), "{}", refused.text());
    }
}
