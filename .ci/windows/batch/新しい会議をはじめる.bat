@echo off
rem フォルダを落とすと、その中に新しい会議のフォルダを作ります。ダブルクリックしたときは、デスクトップに作ります。
setlocal
set "KAIGI_PLACE=%USERPROFILE%\Desktop"
if not "%~1"=="" set "KAIGI_PLACE=%~1"
set "KAIGI_NAME="
set /p KAIGI_NAME=新しいフォルダの名前を入れて、Enter を押してください（例 kaigi-r04-1）: 
if not defined KAIGI_NAME goto unnamed
set "KAIGI_SAMPLE="
set /p KAIGI_ANSWER=架空の市の見本を入れますか（はい=y、いいえ=Enter）: 
if /i "%KAIGI_ANSWER%"=="y" set "KAIGI_SAMPLE=--sample"
call "%~dp0中身\kaigi.bat" new "%KAIGI_PLACE%\%KAIGI_NAME%" %KAIGI_SAMPLE%
pause
exit /b

:unnamed
echo 名前が入っていません。もう一度はじめてください。
pause
exit /b 2
